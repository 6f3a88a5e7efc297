import { HEALTHY } from '../mouth/mouth.ts';
import type { CpmsCondition, Payload } from '../mouth/mouth.ts';
import { credentialStatus } from './credentials.ts';
import { field, textField } from './payload.ts';

/** What the CPMS does with a call: answers after a while, errs, or never answers. */
export type Decision =
  | { readonly kind: 'result'; readonly payload: Payload; readonly afterMs: number }
  | { readonly kind: 'error'; readonly code: string; readonly description: string; readonly afterMs: number }
  | { readonly kind: 'silence' };

const EMPTY: Payload = {};
const ACCEPTED: Payload = { status: 'Accepted' };

/** Every decision of the CPMS, for the log and for real sockets alike. Knows no clock but the `now` it is given. */
export class CpmsModel {
  condition: CpmsCondition = HEALTHY;
  nextTransactionId: number;
  /** Credentials that may charge at one place at a time. */
  readonly exclusive = new Set<string>();
  private readonly firstTransactionId: number;
  private reservations = 0;
  private remoteStarts = 0;
  private readonly heartbeatSeconds: number;
  /** Open transaction by station and EVSE, for remote stops; and what StartTransaction was answered, for repeats. */
  private readonly open = new Map<string, number | string>();
  private readonly holders = new Map<string, string>();
  private readonly answered = new Map<string, { readonly timestamp: string; readonly id: number }>();

  constructor(options: { firstTransactionId: number; heartbeatSeconds: number }) {
    this.nextTransactionId = options.firstTransactionId;
    this.firstTransactionId = options.firstTransactionId;
    this.heartbeatSeconds = options.heartbeatSeconds;
  }

  /** Takes on a condition, and forgets where it was in counting if that is part of it. */
  take(condition: CpmsCondition): void {
    this.condition = condition;
    if (condition.transactionIds === 'restart') this.nextTransactionId = this.firstTransactionId;
  }

  answer(station: string, action: string, payload: Payload, now: number): Decision {
    const { condition } = this;
    const afterMs = 4 + condition.slowMs;
    if (concerns(condition.stall, action)) return { kind: 'silence' };
    if (concerns(condition.error, action)) {
      return { kind: 'error', code: 'InternalError', description: 'backend failure', afterMs };
    }
    if (!KNOWN.has(action)) return { kind: 'error', code: 'NotImplemented', description: action, afterMs };
    return { kind: 'result', payload: this.result(station, action, payload, now), afterMs };
  }

  /** The call that starts a charge from the app. */
  remoteStart(protocol: string, evse: number, idTag: string): { action: string; payload: Payload } {
    if (protocol === 'ocpp1.6') {
      return { action: 'RemoteStartTransaction', payload: { connectorId: evse, idTag } };
    }
    this.remoteStarts += 1;
    const idToken = { idToken: idTag, type: 'Central' };
    return {
      action: 'RequestStartTransaction',
      payload: { evseId: evse, remoteStartId: this.remoteStarts, idToken },
    };
  }

  /** The call that stops what runs at an EVSE; undefined when the CPMS knows of nothing there. */
  remoteStop(
    protocol: string,
    station: string,
    evse: number,
  ): { action: string; payload: Payload } | undefined {
    const transactionId = this.open.get(`${station}|${evse}`);
    if (transactionId === undefined) return undefined;
    const action = protocol === 'ocpp1.6' ? 'RemoteStopTransaction' : 'RequestStopTransaction';
    return { action, payload: { transactionId } };
  }

  /** The call that limits an EVSE to `watts`, or lifts the limit. */
  limit(
    protocol: string,
    evse: number,
    watts: number | null,
    amperes = false,
  ): { action: string; payload: Payload } {
    if (watts === null)
      return {
        action: 'ClearChargingProfile',
        payload: protocol === 'ocpp1.6' ? { id: evse } : { chargingProfileId: evse },
      };
    const schedule = {
      chargingRateUnit: amperes ? 'A' : 'W',
      chargingSchedulePeriod: [{ startPeriod: 0, limit: amperes ? Math.round(watts / 69) / 10 : watts }],
    };
    const profile = {
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Relative',
    };
    if (protocol === 'ocpp1.6') {
      const csChargingProfiles = { chargingProfileId: evse, ...profile, chargingSchedule: schedule };
      return { action: 'SetChargingProfile', payload: { connectorId: evse, csChargingProfiles } };
    }
    const chargingProfile = { id: evse, ...profile, chargingSchedule: [{ id: 1, ...schedule }] };
    return { action: 'SetChargingProfile', payload: { evseId: evse, chargingProfile } };
  }

  /** The call that keeps an EVSE for a credential until then, in ms. */
  reserve(
    protocol: string,
    evse: number,
    idTag: string,
    until: number,
  ): { action: string; payload: Payload } {
    this.reservations += 1;
    const expiry = new Date(until).toISOString();
    const payload =
      protocol === 'ocpp1.6'
        ? { connectorId: evse, expiryDate: expiry, idTag, reservationId: this.reservations }
        : {
            id: this.reservations,
            expiryDateTime: expiry,
            idToken: { idToken: idTag, type: 'Central' },
            evseId: evse,
          };
    return { action: 'ReserveNow', payload };
  }

  /** The standing of a credential that is presented at a place; null: the place is not known. */
  private status(idTag: string, place: string | null): string {
    const elsewhere = this.exclusive.has(idTag) && this.chargesElsewhere(idTag, place);
    return this.condition.refuse ?? (elsewhere ? 'ConcurrentTx' : credentialStatus(idTag));
  }

  private chargesElsewhere(idTag: string, place: string | null): boolean {
    return [...this.holders].some(([where, holder]) => holder === idTag && where !== place);
  }

  private result(station: string, action: string, payload: Payload, now: number): Payload {
    switch (action) {
      case 'BootNotification':
        return {
          status: 'Accepted',
          currentTime: new Date(now).toISOString(),
          interval: this.heartbeatSeconds,
        };
      case 'Heartbeat':
        return { currentTime: new Date(now).toISOString() };
      case 'Authorize': {
        const idTag = payload['idTag'];
        if (typeof idTag === 'string') return { idTagInfo: { status: this.status(idTag, null) } };
        return { idTokenInfo: { status: this.status(textField(payload, 'idToken', 'idToken'), null) } };
      }
      case 'StartTransaction':
        return this.started(station, payload);
      case 'StopTransaction':
        this.forget(payload['transactionId']);
        return EMPTY;
      case 'TransactionEvent':
        return this.transactionEvent(station, payload);
      case 'DataTransfer':
        return ACCEPTED;
      default:
        return EMPTY;
    }
  }

  private started(station: string, payload: Payload): Payload {
    const place = `${station}|${String(payload['connectorId'])}`;
    const timestamp = textField(payload, 'timestamp');
    const before = this.answered.get(place);
    const repeated = before !== undefined && before.timestamp === timestamp;
    const numbered = this.condition.transactionIds === 'zero' ? 0 : this.nextTransactionId;
    if (!repeated && numbered !== 0) this.nextTransactionId += 1;
    const transactionId = repeated ? before.id : numbered;
    const idTag = textField(payload, 'idTag');
    const status = this.status(idTag, place);
    this.answered.set(place, { timestamp, id: transactionId });
    this.open.set(place, transactionId);
    if (status === 'Accepted') this.holders.set(place, idTag);
    return { transactionId, idTagInfo: { status } };
  }

  private transactionEvent(station: string, payload: Payload): Payload {
    const id = textField(payload, 'transactionInfo', 'transactionId');
    if (payload['eventType'] === 'Ended') this.forget(id);
    else if (payload['evse'] !== undefined)
      this.open.set(`${station}|${String(field(payload, 'evse', 'id'))}`, id);
    if (payload['idToken'] === undefined) return EMPTY;
    const idTag = textField(payload, 'idToken', 'idToken');
    const place = `${station}|${String(field(payload, 'evse', 'id'))}`;
    const type = textField(payload, 'idToken', 'type');
    const status = type === 'DirectPayment' ? 'Accepted' : this.status(idTag, place);
    if (status === 'Accepted' && payload['eventType'] !== 'Ended') this.holders.set(place, idTag);
    return { idTokenInfo: { status } };
  }

  private forget(id: unknown): void {
    for (const [place, open] of this.open) {
      if (open === id) {
        this.open.delete(place);
        this.holders.delete(place);
        return;
      }
    }
  }
}

/** Calls of stations that the CPMS knows, of all versions; others get a CALLERROR. */
const KNOWN: ReadonlySet<string> = new Set([
  'Authorize',
  'BootNotification',
  'DataTransfer',
  'FirmwareStatusNotification',
  'Heartbeat',
  'LogStatusNotification',
  'MeterValues',
  'NotifyEvent',
  'NotifyReport',
  'NotifySettlement',
  'ReservationStatusUpdate',
  'SecurityEventNotification',
  'StartTransaction',
  'StatusNotification',
  'StopTransaction',
  'TransactionEvent',
]);

const concerns = (actions: readonly string[], action: string): boolean =>
  actions.length > 0 && (actions.includes(action) || actions.includes('*'));
