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
  private remoteStarts = 0;
  private readonly heartbeatSeconds: number;
  /** Open transaction by station and EVSE, for remote stops; and what StartTransaction was answered, for repeats. */
  private readonly open = new Map<string, number | string>();
  private readonly answered = new Map<string, { readonly timestamp: string; readonly id: number }>();

  constructor(options: { firstTransactionId: number; heartbeatSeconds: number }) {
    this.nextTransactionId = options.firstTransactionId;
    this.heartbeatSeconds = options.heartbeatSeconds;
  }

  answer(station: string, action: string, payload: Payload, now: number): Decision {
    const { condition } = this;
    const afterMs = 4 + condition.slowMs;
    if (concerns(condition.stall, action)) return { kind: 'silence' };
    if (concerns(condition.error, action)) {
      return { kind: 'error', code: 'InternalError', description: 'backend failure', afterMs };
    }
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
  limit(protocol: string, evse: number, watts: number | null): { action: string; payload: Payload } {
    if (watts === null)
      return {
        action: 'ClearChargingProfile',
        payload: protocol === 'ocpp1.6' ? { id: evse } : { chargingProfileId: evse },
      };
    const schedule = { chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: watts }] };
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

  private status(idTag: string): string {
    return this.condition.refuse ?? credentialStatus(idTag);
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
        if (typeof idTag === 'string') return { idTagInfo: { status: this.status(idTag) } };
        return { idTokenInfo: { status: this.status(textField(payload, 'idToken', 'idToken')) } };
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
    const transactionId = repeated ? before.id : this.nextTransactionId++;
    this.answered.set(place, { timestamp, id: transactionId });
    this.open.set(place, transactionId);
    return { transactionId, idTagInfo: { status: this.status(textField(payload, 'idTag')) } };
  }

  private transactionEvent(station: string, payload: Payload): Payload {
    const id = textField(payload, 'transactionInfo', 'transactionId');
    if (payload['eventType'] === 'Ended') this.forget(id);
    else if (payload['evse'] !== undefined)
      this.open.set(`${station}|${String(field(payload, 'evse', 'id'))}`, id);
    if (payload['idToken'] === undefined) return EMPTY;
    return { idTokenInfo: { status: this.status(textField(payload, 'idToken', 'idToken')) } };
  }

  private forget(id: unknown): void {
    for (const [place, open] of this.open) {
      if (open === id) {
        this.open.delete(place);
        return;
      }
    }
  }
}

const concerns = (actions: readonly string[], action: string): boolean =>
  actions.length > 0 && (actions.includes(action) || actions.includes('*'));
