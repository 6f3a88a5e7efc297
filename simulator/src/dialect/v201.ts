import { Mailbox } from '../clock/process.ts';
import type { Answer, Payload } from '../mouth/mouth.ts';
import type { Evse, Grant, Session, WireTransaction } from '../station/evse.ts';
import type { FaultCode } from '../station/plan.ts';
import type { Station } from '../station/station.ts';
import type { StopReason } from '../truth/facts.ts';
import type { FlowFacts } from '../truth/flow.ts';
import type { BootReason, Dialect } from './dialect.ts';
import { answerCall } from './v201-calls.ts';
import { problemEvent, sampledValues } from './v201-payloads.ts';
import { awaitVerdict } from './verdict.ts';

const ENDING_TRIGGERS: Partial<Record<StopReason, string>> = {
  Local: 'StopAuthorized',
  Remote: 'RemoteStop',
  EVDisconnected: 'EVCommunicationLost',
  StoppedByEV: 'ChargingStateChanged',
  SOCLimitReached: 'EnergyLimitReached',
  DeAuthorized: 'Deauthorized',
  ImmediateReset: 'ResetCommand',
  Reboot: 'ResetCommand',
};
const CONNECTOR: Partial<Record<Evse['status'], string>> = {
  Available: 'Available',
  Faulted: 'Faulted',
  Reserved: 'Reserved',
  Unavailable: 'Unavailable',
};

/** OCPP 2.0.1. */
export class V201 implements Dialect {
  protected readonly station: Station;
  private events = 0;

  constructor(station: Station) {
    this.station = station;
  }

  boot(reason: BootReason): Mailbox<Answer> {
    const { plan } = this.station;
    const chargingStation = {
      vendorName: plan.vendor,
      model: plan.model,
      serialNumber: plan.serial,
      firmwareVersion: this.station.firmware,
    };
    const payload = () => ({ reason, chargingStation });
    return this.station.link.send({
      action: 'BootNotification',
      payload,
      transactional: false,
      flow: null,
      first: true,
    });
  }

  heartbeat(): void {
    this.say('Heartbeat', {});
  }

  status(evse: Evse): void {
    const connectorStatus = CONNECTOR[evse.status] ?? 'Occupied';
    const quiet = connectorStatus === 'Occupied' && evse.session !== null;
    if (quiet) return;
    this.say(
      'StatusNotification',
      { timestamp: this.now(), connectorStatus, evseId: evse.id, connectorId: evse.connector },
      evse.flow,
    );
  }

  authorize(idTag: string, flow: FlowFacts, how: 'card' | 'terminal'): Mailbox<Answer> {
    return this.say('Authorize', { idToken: this.tokenOf(idTag, how) }, flow);
  }

  plugged(evse: Evse): void {
    this.status(evse);
    if (evse.wire !== null)
      this.event(evse, evse.wire, 'Updated', 'CablePluggedIn', { chargingState: 'EVConnected' }, evse.flow);
    else if (this.station.plan.tx_start === 'EVConnected') {
      evse.wire = this.open(null);
      this.event(evse, evse.wire, 'Started', 'CablePluggedIn', { chargingState: 'EVConnected' }, evse.flow);
    }
  }

  grantedWithoutCable(evse: Evse, grant: Grant): void {
    if (this.station.plan.tx_start !== 'Authorized' || evse.wire !== null) return;
    evse.wire = this.open(grant.idTag);
    this.event(evse, evse.wire, 'Started', this.trigger(grant), this.remote(grant), grant.flow, grant);
  }

  connectionTimedOut(evse: Evse): void {
    const { wire } = evse;
    if (wire === null || evse.vehicle !== null) return;
    this.event(evse, wire, 'Ended', 'EVConnectTimeout', { stoppedReason: 'Timeout' }, evse.flow);
    evse.wire = null;
  }

  begin(evse: Evse, session: Session): Mailbox<string> {
    const { grant } = session;
    const { wire } = evse;
    if (wire !== null && wire.idTag === grant.idTag) {
      const known = new Mailbox<string>();
      known.post('Accepted');
      return known;
    }
    const now = wire ?? this.open(grant.idTag);
    evse.wire = now;
    const info = { chargingState: 'EVConnected', ...this.remote(grant) };
    const reservationId = session.reservation;
    const answer = this.event(
      evse,
      now,
      wire === null ? 'Started' : 'Updated',
      this.trigger(grant),
      info,
      grant.flow,
      grant,
      false,
      reservationId === null ? {} : { reservationId },
    );
    return awaitVerdict(this.station, answer, 'idTokenInfo', () => undefined);
  }

  stateChanged(evse: Evse): void {
    const { wire, session } = evse;
    if (wire === null || session === null) return;
    this.event(
      evse,
      wire,
      'Updated',
      'ChargingStateChanged',
      { chargingState: evse.status },
      session.grant.flow,
      null,
      true,
    );
  }

  sample(evse: Evse): void {
    const { wire, session } = evse;
    if (wire === null || session === null) return;
    this.event(
      evse,
      wire,
      'Updated',
      'MeterValuePeriodic',
      { chargingState: evse.status },
      session.grant.flow,
      null,
      true,
    );
  }

  ended(evse: Evse, session: Session, reason: StopReason): void {
    const { wire } = evse;
    if (wire === null) return;
    const trigger = ENDING_TRIGGERS[reason] ?? 'AbnormalCondition';
    this.event(
      evse,
      wire,
      'Ended',
      trigger,
      { chargingState: 'EVConnected', stoppedReason: reason },
      session.grant.flow,
      null,
      true,
    );
  }

  unplugged(evse: Evse): void {
    const { wire } = evse;
    if (wire !== null) {
      this.event(evse, wire, 'Ended', 'EVCommunicationLost', { stoppedReason: 'EVDisconnected' }, evse.flow);
      evse.wire = null;
    }
    const { passing } = evse;
    evse.passing = null;
    if (passing !== null) this.problem(evse, passing, false);
    this.status(evse);
  }

  fault(evse: Evse, code: FaultCode): void {
    if (code.faulted) this.status(evse);
    else evse.passing = code;
    this.problem(evse, code, true);
  }

  cleared(evse: Evse, code: FaultCode): void {
    this.problem(evse, code, false);
    this.status(evse);
  }

  replay(timestamp: string): void {
    for (const evse of this.station.evses) {
      const fault = { timestamp, connectorStatus: 'Faulted', evseId: evse.id, connectorId: evse.connector };
      for (let time = 0; time < 2; time += 1) this.say('StatusNotification', fault);
      for (let time = 0; time < 2; time += 1) this.status(evse);
    }
  }

  firmwareStatus(status: string): void {
    this.say('FirmwareStatusNotification', { status, requestId: 1 });
  }

  called(action: string, payload: Payload): Answer {
    return answerCall(this.station, action, payload);
  }

  resumed(_evse: Evse): void {
    // The next event shows it.
  }

  siblings(evse: Evse): void {
    for (const connectorId of evse.siblings())
      this.say('StatusNotification', {
        timestamp: this.now(),
        connectorStatus: 'Available',
        evseId: evse.id,
        connectorId,
      });
  }

  reservationEnded(evse: Evse, id: number): void {
    this.say('ReservationStatusUpdate', { reservationId: id, reservationUpdateStatus: 'Expired' });
    this.status(evse);
  }

  /** How a credential is written. */
  protected tokenOf(idToken: string, how: Grant['how']): Payload {
    return { idToken, type: how === 'app' ? 'Central' : 'ISO14443' };
  }

  private problem(evse: Evse, code: FaultCode, active: boolean): void {
    this.events += 1;
    this.say('NotifyEvent', problemEvent(evse, code, active, this.events, this.now()), evse.flow);
  }

  private open(idTag: string | null): WireTransaction {
    const { station } = this;
    station.transactions += 1;
    const hex = station.random.stream(`tx ${station.transactions}`).hex(32).toLowerCase();
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    return { id, seqNo: 0, idTag };
  }

  private readonly trigger = (grant: Grant): string => (grant.how === 'app' ? 'RemoteStart' : 'Authorized');
  private readonly remote = (grant: Grant): Payload =>
    grant.remoteStartId === null ? {} : { remoteStartId: grant.remoteStartId };

  protected event(
    evse: Evse,
    wire: WireTransaction,
    eventType: 'Started' | 'Updated' | 'Ended',
    triggerReason: string,
    info: Payload,
    flow: FlowFacts | null,
    grant: Grant | null = null,
    full = false,
    more: Payload = {},
  ): Mailbox<Answer> {
    const timestamp = this.now();
    const payload = {
      eventType,
      timestamp,
      triggerReason,
      seqNo: wire.seqNo,
      transactionInfo: { transactionId: wire.id, ...info },
      evse: { id: evse.id, connectorId: evse.connector },
      meterValue: [{ timestamp, sampledValue: sampledValues(evse, eventType, full) }],
      ...(this.station.link.online ? {} : { offline: true }),
      ...(grant === null ? {} : { idToken: this.tokenOf(grant.idTag, grant.how) }),
      ...more,
    };
    wire.seqNo += 1;
    return this.say('TransactionEvent', payload, flow, true);
  }

  protected say(
    action: string,
    payload: Payload,
    flow: FlowFacts | null = null,
    transactional = false,
  ): Mailbox<Answer> {
    return this.station.link.send({ action, payload: () => payload, transactional, flow });
  }

  protected now(): string {
    return this.station.clock.timestamp();
  }
}
