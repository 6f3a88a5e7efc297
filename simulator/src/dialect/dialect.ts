import type { Mailbox } from '../clock/process.ts';
import type { Answer, Payload } from '../mouth/mouth.ts';
import type { Evse, Grant, Session } from '../station/evse.ts';
import type { FaultCode } from '../station/plan.ts';
import type { StopReason } from '../truth/facts.ts';
import type { FlowFacts } from '../truth/flow.ts';

/** BootReason of OCPP 2.0.1; 1.6 does not say. */
export type BootReason =
  'PowerUp' | 'Watchdog' | 'FirmwareUpdate' | 'RemoteReset' | 'ApplicationReset' | 'Unknown';

/** How one version of OCPP words what happens at a station. Adding a version is adding one of these. */
export interface Dialect {
  boot(reason: BootReason): Mailbox<Answer>;
  heartbeat(): void;
  /** The status of a connector as it now is. */
  status(evse: Evse): void;
  authorize(idTag: string, flow: FlowFacts, how: 'card' | 'terminal'): Mailbox<Answer>;
  plugged(evse: Evse): void;
  grantedWithoutCable(evse: Evse, grant: Grant): void;
  connectionTimedOut(evse: Evse): void;
  /** A transaction begins; posts the standing of its credential: `Accepted`, or why not. */
  begin(evse: Evse, session: Session): Mailbox<string>;
  /** Charging or suspended, after `status` said so too. */
  stateChanged(evse: Evse): void;
  sample(evse: Evse): void;
  ended(evse: Evse, session: Session, reason: StopReason): void;
  unplugged(evse: Evse): void;
  fault(evse: Evse, code: FaultCode): void;
  cleared(evse: Evse, code: FaultCode): void;
  /** Says an old fault again with its old time, and the present status after it, each twice. */
  replay(oldTimestamp: string): void;
  firmwareStatus(status: string): void;
  /** A transaction goes on after a restart. */
  resumed(evse: Evse): void;
  /** The other connectors of an EVSE are free. */
  siblings(evse: Evse): void;
  /** Nobody came for whom the EVSE was kept. */
  reservationEnded(evse: Evse, id: number): void;
  /** A call from the CPMS. */
  called(action: string, payload: Payload): Answer | null;
}
