import type { Outcome } from '../../model/outcome.ts';
import type { ConnectorStatus, Signal } from '../../model/signal.ts';
import type { ConnectorAnswer } from '../../model/telemetry-outcome.ts';
import type { StationState } from './station-state.ts';

/** A cable that came and went so often within so long has no good contact. */
const UNSETTLED = { changes: 4, ms: 30_000 } as const;
const MOST_CONNECTORS = 32;

/** Whether a cable is in, and when that last changed, ms. Plain data. */
export interface Plug {
  isIn: boolean;
  changes: number[];
}

const IN: ReadonlySet<ConnectorStatus> = new Set(['preparing', 'occupied']);

/** Answers by which a connector contradicts itself; `at`: trusted time of the signal, ms. */
export function connectorAnswers(state: StationState, signal: Signal, at: number, now: number): Outcome[] {
  const answer = (evse: number, connector: number, what: ConnectorAnswer): Outcome[] => {
    const { site } = state.equipment;
    return [{ kind: 'connector_answer', at: now, site, station: state.id, evse, connector, answer: what }];
  };
  if (signal.kind === 'command') {
    const isRefused = signal.action === 'UnlockConnector' && signal.status === 'UnlockFailed';
    return isRefused && signal.evse !== null ? answer(signal.evse, 1, 'unlock_failed') : [];
  }
  if (signal.kind !== 'status' || signal.evse === 0) return [];
  const isIn = IN.has(signal.status);
  if (!isIn && signal.status !== 'available') return [];
  const connector = Math.max(1, signal.connector);
  return isUnsettled(state, `${signal.evse}:${connector}`, isIn, at)
    ? answer(signal.evse, connector, 'plug_unsettled')
    : [];
}

function isUnsettled(state: StationState, key: string, isIn: boolean, at: number): boolean {
  const plugs = (state.plugs ??= new Map<string, Plug>());
  const plug = plugs.get(key);
  if (plug === undefined) {
    if (plugs.size < MOST_CONNECTORS) plugs.set(key, { isIn, changes: [] });
    return false;
  }
  if (plug.isIn === isIn) return false;
  plug.isIn = isIn;
  plug.changes = [...plug.changes.filter((before) => at - before < UNSETTLED.ms), at];
  if (plug.changes.length < UNSETTLED.changes) return false;
  plug.changes = [];
  return true;
}
