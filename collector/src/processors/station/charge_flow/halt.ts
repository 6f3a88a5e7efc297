import type { ChargingState, TransactionUpdatedSignal } from '../../../model/signal.ts';
import { note } from './evidence.ts';
import type { Context } from './flow-book.ts';
import type { OpenFlow } from './open-flow.ts';

/**
 * Triggers of OCPP 2.x by which a charge is over while its transaction may go on, and the stop reason that each stands for:
 * with TxStopPoint EVConnected it lasts until the cable is out, with ParkingBayOccupancy until the vehicle is gone.
 */
const HALTS: ReadonlyMap<string, string> = new Map([
  ['StopAuthorized', 'Local'],
  ['RemoteStop', 'Remote'],
  ['Deauthorized', 'DeAuthorized'],
  ['UnlockCommand', 'UnlockCommand'],
  ['EnergyLimitReached', 'EnergyLimitReached'],
  ['TimeLimitReached', 'TimeLimitReached'],
  ['CostLimitReached', 'CostLimitReached'],
  ['SoCLimitReached', 'SOCLimitReached'],
  ['EVDeparted', 'EVDisconnected'],
  ['EVCommunicationLost', 'EVDisconnected'],
]);
/** A charge goes on for a moment after its end was asked for, ms. */
const ENDING_MS = 10_000;

/** An update that ends the charge and not its transaction. */
export function halt(context: Context, flow: OpenFlow, signal: TransactionUpdatedSignal): void {
  const { trigger, chargingState } = signal;
  if (flow.stop !== null) return;
  const reason = trigger === null ? undefined : HALTS.get(trigger);
  if (reason !== undefined) setHalt(context, flow, reason, trigger);
  else if (chargingState === 'idle' && flow.plugAt !== null)
    setHalt(context, flow, 'EVDisconnected', trigger);
  else if (trigger === 'Authorized' || trigger === 'RemoteStart') flow.halt = null;
}

/** The charge is over for this reason, whatever its transaction does; the first reason counts. */
export function setHalt(context: Context, flow: OpenFlow, reason: string, trigger: string | null): void {
  if (flow.halt !== null) return;
  flow.halt = { at: context.at, streamAt: context.streamAt, reason, trigger };
  if (reason === 'Local' || reason === 'Remote') flow.stopRequestedAt ??= context.at;
  note(flow, context.at, 'charge over, transaction goes on');
}

/** It charges again: what ended it did not last. */
export function goesOnCharging(context: Context, flow: OpenFlow, state: ChargingState): void {
  if (state === 'charging' && flow.halt !== null && context.at > flow.halt.at + ENDING_MS) flow.halt = null;
}
