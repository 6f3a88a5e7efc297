import type { Flow } from '../../model/flow.ts';
import type { FlowEvent } from '../../model/outcome.ts';
import type { Context, EndedFlow } from './charge_flow/flow-book.ts';
import { inTransaction, settleArrival, type OpenFlow } from './charge_flow/open-flow.ts';
import { rangesOf } from './circumstances.ts';
import { endedFlow } from './judgement/ended-flow.ts';
import type { StationSettings } from './settings.ts';
import type { StationState } from './station-state.ts';

/** Tells the fleet tracker what is new: who a flow's driver is, that energy flowed, that a flow is over. */
export function flowEvents(
  state: StationState,
  settings: StationSettings,
  context: Context,
  now: number,
  events: FlowEvent[],
): void {
  for (const flow of state.flows.flows.values()) progress(flow, now, events);
  for (const over of context.ended) {
    const flow = endedFlow(over, now, settings.chargeFlow, settings.codes);
    events.push({ kind: 'flow_ended', at: now, flow: inCircumstances(state, over, flow) });
  }
  for (const over of context.amended) {
    const flow = endedFlow(over, now, settings.chargeFlow, settings.codes);
    events.push({
      kind: 'flow_learned',
      at: now,
      flow: inCircumstances(state, over, flow),
      why: 'late_stop',
    });
  }
}

function inCircumstances(state: StationState, { flow: open }: EndedFlow, flow: Flow): Flow {
  const quantities = rangesOf(state, open, flow.end);
  return quantities.length === 0 ? flow : { ...flow, context: { quantities, links: [], grid: null } };
}

/**
 * Only what no later message can take back: a credential that still waits for a place may turn out to belong to
 * another flow, energy that the station merely says may be denied by its meter, and what was queued is history.
 */
function progress(flow: OpenFlow, now: number, events: FlowEvent[]): void {
  settleArrival(flow);
  if (flow.parked) return;
  const placed = flow.connector !== null || flow.transaction !== null;
  if (placed && flow.identity !== null && flow.identityAnnounced !== flow.identity) {
    flow.identityAnnounced = flow.identity;
    events.push({ kind: 'flow_identified', ...about(flow, now), identity: flow.identity });
  }
  if (placed && !flow.chargeAnnounced && flow.energy.chargingAt !== null && inTransaction(flow)) {
    flow.chargeAnnounced = true;
    events.push({ kind: 'charge_begun', at: now, flow: flow.id, start: flow.openedAt });
  }
  if (!flow.energyAnnounced && flow.energy.powerAt !== null && !flow.offline) {
    flow.energyAnnounced = true;
    events.push({
      kind: 'energy_reached',
      ...about(flow, now),
      traceId: flow.traceId,
      recovered: flow.recovered,
    });
  }
}

function about(flow: OpenFlow, now: number) {
  const { station, evse, connector, site, vendor, model, firmware } = flow;
  return {
    at: now,
    flow: flow.id,
    start: flow.openedAt,
    station,
    evse,
    connector,
    site,
    vendor,
    model,
    firmware,
  };
}
