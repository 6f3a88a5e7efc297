import type { SettledFlow } from '../../../model/flow.ts';
import type { PatternsConfig } from './config.ts';
import { evseOf, forgetOldest, type Finding, type PatternBook } from './pattern-book.ts';

/** Drivers who were authorised at an EVSE, and those of them whose cable was never seen; decayed counts. */
export interface Sightings {
  authorized: number;
  unseen: number;
}

const MAX_PLACES = 5_000;
/** Counts are halved past this. */
const FULL = 200;
/** Peers that say nothing are no peers. */
const LEAST_OF_PEERS = 20;

/**
 * Ruling 5: a connector at which drivers are authorised and no cable is seen far more often than at its peers (same
 * model and site) probably does not see cables. Gives the flows that it turns into failures at `plug_in`.
 */
export function unseenCables(book: PatternBook, config: PatternsConfig, flow: SettledFlow): Finding | null {
  if (flow.evse === null) return null;
  const unseen = flow.outcome === 'abandoned' && flow.reason === 'cable_not_seen';
  const authorized = flow.stages.some((stage) => stage.stage === 'authorize' && stage.result === 'ok');
  if (!unseen && !authorized) return null;
  const peers = peersOf(book, flow);
  const place = evseOf(flow);
  const mine = peers.get(place) ?? { authorized: 0, unseen: 0 };
  peers.set(place, mine);
  mine.authorized += 1;
  if (unseen) mine.unseen += 1;
  if (mine.authorized >= FULL) {
    mine.authorized /= 2;
    mine.unseen /= 2;
  }
  if (!unseen || mine.unseen < config.unseen_flows) return null;
  const others = { authorized: 0, unseen: 0 };
  for (const [peer, sightings] of peers) {
    if (peer === place) continue;
    others.authorized += sightings.authorized;
    others.unseen += sightings.unseen;
  }
  if (others.authorized < LEAST_OF_PEERS) return null;
  const usual = (others.unseen + 1) / (others.authorized + 2);
  if (mine.unseen / mine.authorized <= config.unseen_ratio * usual) return null;
  const flows = [...book.flows.values()].filter(
    (other) => evseOf(other) === place && other.outcome === 'abandoned' && other.reason === 'cable_not_seen',
  );
  return {
    flows,
    attribution: 'evse',
    why: 'cables are seen here far less often than at its peers (ruling 5)',
  };
}

function peersOf({ cables }: PatternBook, { site, vendor, model }: SettledFlow): Map<string, Sightings> {
  const key = `${site}|${vendor}|${model}`;
  const known = cables.get(key);
  if (known) return known;
  const peers = new Map<string, Sightings>();
  cables.set(key, peers);
  if (cables.size > MAX_PLACES) forgetOldest(cables);
  return peers;
}
