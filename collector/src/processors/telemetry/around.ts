import type { Inventory } from '../../inventory/inventory.ts';
import type { Flow } from '../../model/flow.ts';
import type { LinkContext } from '../../model/flow-context.ts';
import { endings, stateAt } from './state-history.ts';
import type { TelemetryState } from './telemetry-state.ts';

/** Most links told of one flow. */
const MOST_LINKS = 8;

/** The flow with what is known of the links of its station and the grid of its site; as it is when nothing is. */
export function withSurroundings(state: TelemetryState, inventory: Inventory, flow: Flow): Flow {
  const links: LinkContext[] = [];
  for (const [id, { states }] of state.links) {
    const listed = inventory.links.get(id);
    if (listed?.site !== flow.site || states.length === 0 || links.length >= MOST_LINKS) continue;
    if (listed.stations.length > 0 && !listed.stations.includes(flow.station)) continue;
    links.push({ link: id, up: stateAt(states, flow.end), drops: endings(states, flow.start, flow.end) });
  }
  const history = state.grids.get(flow.site) ?? [];
  const there = stateAt(history, flow.end);
  const grid = there === true ? endings(history, flow.start, flow.end) === 0 : there;
  if (links.length === 0 && grid === null) return flow;
  links.sort((one, other) => one.link.localeCompare(other.link, 'en'));
  return { ...flow, context: { quantities: flow.context?.quantities ?? [], links, grid } };
}
