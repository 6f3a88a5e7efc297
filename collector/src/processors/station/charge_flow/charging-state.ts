import type { ChargingState } from '../../../model/signal.ts';
import { setCharging, setSuspended } from './energy.ts';
import { note } from './evidence.ts';
import { setCable, slotKey, type Context } from './flow-book.ts';
import { goesOnCharging } from './halt.ts';
import { earlier, type OpenFlow } from './open-flow.ts';

/** The chargingState of an OCPP 2.x transaction. One that comes after the end, or out of order, is history. */
export function applyState(
  context: Context,
  flow: OpenFlow,
  state: ChargingState | null,
  seqNo: number | null,
): void {
  const { transaction } = flow;
  if (state === null || !transaction || flow.stop !== null) return;
  const outOfOrder = seqNo !== null && transaction.seqNo !== null && seqNo < transaction.seqNo;
  transaction.seqNo = Math.max(seqNo ?? 0, transaction.seqNo ?? 0);
  if (state !== 'idle') plugSeen(context, flow, true);
  if (outOfOrder) return;
  goesOnCharging(context, flow, state);
  if (state !== 'ev_connected' && state !== 'idle') transaction.authorized = true;
  if (state === 'charging') setCharging(flow, true, context.at);
  else if (state === 'suspended_ev') setSuspended(flow, 'ev', context.at);
  else if (state === 'suspended_evse') setSuspended(flow, 'evse', context.at);
  else setCharging(flow, false, context.at);
  if (state === 'idle' && flow.plugAt !== null) unplugSeen(context, flow);
  note(flow, context.at, `charging state ${state}`);
}

/** The cable is in: said so, or `inferred` from what comes later. */
export function plugSeen(context: Context, flow: OpenFlow, inferred: boolean): void {
  if (flow.plugAt === null) flow.plugInferred = inferred;
  flow.plugAt = earlier(flow.plugAt, context.at);
  if (flow.evse !== null && flow.connector !== null && !context.late)
    setCable(context.book, slotKey(flow.evse, flow.connector), true, context.at);
}

/** The cable is out. */
export function unplugSeen(context: Context, flow: OpenFlow): void {
  flow.unplugAt ??= context.at;
}
