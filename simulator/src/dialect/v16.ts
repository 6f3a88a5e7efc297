import type { Mailbox } from '../clock/process.ts';
import type { Answer, Payload } from '../mouth/mouth.ts';
import { awaitVerdict } from './verdict.ts';
import type { Evse, Session, WireTransaction } from '../station/evse.ts';
import type { FaultCode } from '../station/plan.ts';
import type { Station } from '../station/station.ts';
import type { StopReason } from '../truth/facts.ts';
import type { FlowFacts } from '../truth/flow.ts';
import { textField } from '../cpms/payload.ts';
import { isEvseId, limitCall, remoteStopCall, reserveCall } from './calls.ts';
import type { Dialect } from './dialect.ts';
import { readings, temperature } from './meter.ts';

/** 1.6 has eleven stop reasons; the car's own stop is not among them. */
const STOP_REASONS: Partial<Record<StopReason, string>> = {
  GroundFault: 'Other',
  ImmediateReset: 'HardReset',
  OvercurrentFault: 'Other',
  SOCLimitReached: 'Local',
  StoppedByEV: 'Local',
  Timeout: 'Other',
};

const result = (payload: Payload): Answer => ({ kind: 'result', payload });

/** OCPP 1.6J. */
export class V16 implements Dialect {
  private readonly station: Station;

  constructor(station: Station) {
    this.station = station;
  }

  boot(): Mailbox<Answer> {
    const { plan } = this.station;
    const payload = {
      chargePointVendor: plan.vendor,
      chargePointModel: plan.model,
      chargePointSerialNumber: plan.serial,
      firmwareVersion: this.station.firmware,
    };
    return this.station.link.send({
      action: 'BootNotification',
      payload: () => payload,
      transactional: false,
      flow: null,
      first: true,
    });
  }

  heartbeat(): void {
    this.say('Heartbeat', {});
  }

  status(evse: Evse): void {
    const code = evse.fault;
    this.notify(evse, evse.status, code?.errorCode ?? 'NoError', code);
  }

  authorize(idTag: string, flow: FlowFacts): Mailbox<Answer> {
    return this.say('Authorize', { idTag }, flow);
  }

  plugged(evse: Evse): void {
    this.status(evse);
  }

  grantedWithoutCable(): void {
    // 1.6 keeps quiet until the cable is there.
  }

  connectionTimedOut(): void {
    // The credential lapses unsaid.
  }

  begin(evse: Evse, session: Session): Mailbox<string> {
    const { idTag, flow } = session.grant;
    const wire: WireTransaction = { id: null, seqNo: 0, idTag };
    evse.wire = wire;
    this.station.transactions += 1;
    const payload = {
      connectorId: evse.address,
      idTag,
      meterStart: session.meterStart,
      timestamp: this.now(),
      ...(session.reservation === null ? {} : { reservationId: session.reservation }),
    };
    const answer = this.say('StartTransaction', payload, flow, true);
    return awaitVerdict(this.station, answer, 'idTagInfo', (confirmation) => {
      const id = confirmation['transactionId'];
      if (typeof id === 'number') wire.id = id;
    });
  }

  stateChanged(): void {
    // The status said it.
  }

  sample(evse: Evse): void {
    const { wire, session } = evse;
    if (wire === null) return;
    const warm = this.station.plan.power === 'DC' ? [temperature(evse)] : [];
    const sampledValue = [...readings(evse, true), ...warm].map(({ measurand, value, unit, location }) => ({
      value: String(value),
      context: 'Sample.Periodic',
      measurand,
      unit,
      location,
    }));
    const meterValue = [{ timestamp: this.now(), sampledValue }];
    this.later(
      'MeterValues',
      () => withId(wire, { connectorId: evse.address, meterValue }),
      session?.grant.flow ?? null,
    );
  }

  ended(evse: Evse, session: Session, reason: StopReason): void {
    const { wire } = evse;
    if (wire === null) return;
    const rest = {
      idTag: session.grant.idTag,
      meterStop: evse.shownRegister,
      timestamp: this.now(),
      reason: STOP_REASONS[reason] ?? reason,
    };
    this.later('StopTransaction', () => ({ transactionId: wire.id ?? -1, ...rest }), session.grant.flow);
  }

  unplugged(evse: Evse): void {
    this.status(evse);
  }

  fault(evse: Evse, code: FaultCode): void {
    this.notify(
      evse,
      code.faulted ? 'Faulted' : evse.session === null ? evse.status : 'SuspendedEVSE',
      code.errorCode,
      code,
    );
  }

  cleared(evse: Evse): void {
    this.status(evse);
  }

  replay(timestamp: string): void {
    for (const evse of this.station.evses) {
      const place = { connectorId: evse.address, timestamp };
      const fault = { ...place, errorCode: 'GroundFailure', status: 'Faulted', vendorErrorCode: 'CX002' };
      for (let time = 0; time < 2; time += 1) this.say('StatusNotification', fault);
      for (let time = 0; time < 2; time += 1) this.status(evse);
    }
  }

  firmwareStatus(status: string): void {
    this.say('FirmwareStatusNotification', { status });
  }

  called(action: string, payload: Payload): Answer | null {
    const { station } = this;
    switch (action) {
      case 'RemoteStartTransaction': {
        const { idTag, connectorId } = payload;
        const ok =
          typeof idTag === 'string' &&
          isEvseId(connectorId) &&
          station.remoteStart(connectorId, { idTag, how: 'app', remoteStartId: null });
        return result({ status: ok ? 'Accepted' : 'Rejected' });
      }
      case 'RemoteStopTransaction':
        return result({ status: remoteStopCall(station, payload['transactionId']) });
      case 'ReserveNow': {
        const { connectorId: evseId, reservationId: id } = payload;
        const idTag = textField(payload, 'idTag');
        const expiry = textField(payload, 'expiryDate');
        return result({ status: reserveCall(station, { evseId, id, idTag, expiry }) });
      }
      case 'SetChargingProfile':
        return result({ status: limitCall(station, payload['connectorId'], payload['csChargingProfiles']) });
      case 'ClearChargingProfile':
        return result({ status: limitCall(station, payload['id'], null) });
      default:
        return { kind: 'error', code: 'NotImplemented', description: action };
    }
  }

  resumed(): void {
    // 1.6 has no word for it.
  }

  siblings(evse: Evse): void {
    for (const connectorId of evse.siblings())
      this.say('StatusNotification', {
        connectorId,
        errorCode: 'NoError',
        status: 'Available',
        timestamp: this.now(),
      });
  }

  reservationEnded(evse: Evse): void {
    this.status(evse);
  }

  private notify(evse: Evse, status: string, errorCode: string, code: FaultCode | null): void {
    const payload: Record<string, unknown> = {
      connectorId: evse.address,
      errorCode,
      status,
      timestamp: this.now(),
    };
    if (code !== null && code.mrec !== null) {
      payload['vendorId'] = 'https://chargex.inl.gov';
      payload['vendorErrorCode'] = code.mrec;
    }
    this.say('StatusNotification', payload, evse.flow);
  }

  private say(
    action: string,
    payload: Payload,
    flow: FlowFacts | null = null,
    transactional = false,
  ): Mailbox<Answer> {
    return this.station.link.send({ action, payload: () => payload, transactional, flow });
  }

  private later(action: string, payload: () => Payload, flow: FlowFacts | null): void {
    this.station.link.send({ action, payload, transactional: true, flow });
  }

  private now(): string {
    return this.station.clock.timestamp();
  }
}

const withId = (wire: WireTransaction, payload: Payload): Payload =>
  wire.id === null ? payload : { ...payload, transactionId: wire.id };
