import type { Payload } from '../mouth/mouth.ts';
import type { Evse, Grant, Session } from '../station/evse.ts';
import type { StopReason } from '../truth/facts.ts';
import { V201 } from './v201.ts';

const CENTS_PER_KWH = 59;

/**
 * OCPP 2.1: tokens of payments at the terminal and their settlement, TxResumed after a restart, and a stream of
 * readings by SEND, the only message that nobody answers (part 4 §4.2.6).
 */
export class V21 extends V201 {
  override sample(evse: Evse): void {
    super.sample(evse);
    const { station } = this;
    if (evse.id !== 1 || !station.link.online) return;
    station.socket.tell('NotifyPeriodicEventStream', {
      id: 1,
      pending: 0,
      basetime: this.now(),
      data: [{ t: 0, v: String(Math.round(evse.powerW)) }],
    });
  }

  override ended(evse: Evse, session: Session, reason: StopReason): void {
    const transactionId = evse.wire?.id;
    super.ended(evse, session, reason);
    if (session.grant.how !== 'terminal' || typeof transactionId !== 'string') return;
    const amount = (session.facts.energyWh / 1000) * (CENTS_PER_KWH / 100);
    this.say(
      'NotifySettlement',
      {
        transactionId,
        pspRef: `psp-${transactionId.slice(0, 8)}`,
        status: amount > 0 ? 'Settled' : 'Canceled',
        settlementAmount: Math.round(amount * 100) / 100,
        settlementTime: this.now(),
      },
      session.grant.flow,
      true,
    );
  }

  override resumed(evse: Evse): void {
    const { wire, session } = evse;
    if (wire === null || session === null) return;
    const info = { chargingState: 'EVConnected' };
    this.event(evse, wire, 'Updated', 'TxResumed', info, session.grant.flow, null, true);
  }

  protected override tokenOf(idToken: string, how: Grant['how']): Payload {
    return how === 'terminal' ? { idToken, type: 'DirectPayment' } : super.tokenOf(idToken, how);
  }
}
