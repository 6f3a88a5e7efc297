import type { SettledFlow } from '../../../model/flow.ts';
import type { PatternsConfig } from './config.ts';
import { vehicleOf, type Finding, type PatternBook } from './pattern-book.ts';

/** A driver who showed a credential. */
export interface Presented {
  readonly flow: string;
  readonly site: string;
  readonly vehicle: string;
  readonly at: number;
  readonly refused: boolean;
}

/** Credentials that are looked at together, at most. */
const MAX_PRESENTED = 2_000;
/** Counts of the usual share are halved past this. */
const FULL = 10_000;

/**
 * Ruling 4: refusals of many drivers at several sites at once, far above the usual share, are a fault of the backend.
 * Gives the flows that it turns into failures.
 */
export function refusalSpike(book: PatternBook, config: PatternsConfig, flow: SettledFlow): Finding | null {
  const refused = flow.outcome === 'refused' && flow.reason?.startsWith('credential_') === true;
  if (!refused && !flow.stages.some((stage) => stage.stage === 'authorize' && stage.result === 'ok'))
    return null;
  const since = flow.end - config.refusal_seconds * 1_000;
  const { presented, usual } = book;
  presented.push({ flow: flow.id, site: flow.site, vehicle: vehicleOf(flow), at: flow.end, refused });
  while ((presented[0] && presented[0].at < since) || presented.length > MAX_PRESENTED) learn(book);
  const recent = presented.filter(({ at }) => at >= since && at <= flow.end);
  const turned = recent.filter((entry) => entry.refused);
  const share = turned.length / recent.length;
  const usually = (usual.refused + 1) / (usual.all + 20);
  const spike =
    refused &&
    share >= config.refusal_share &&
    share >= config.refusal_ratio * usually &&
    new Set(turned.map(({ site }) => site)).size >= config.refusal_sites &&
    new Set(turned.map(({ vehicle }) => vehicle)).size >= config.refusal_identities;
  if (!spike) return null;
  const flows = turned.flatMap((entry) =>
    entry.flow === flow.id ? flow : (book.flows.get(entry.flow) ?? []),
  );
  return { flows, attribution: 'backend', why: 'a spike of refusals at several sites (ruling 4)' };
}

/** What leaves the window becomes part of what is usual. */
function learn({ presented, usual }: PatternBook): void {
  const oldest = presented.shift();
  if (!oldest) return;
  usual.all += 1;
  if (oldest.refused) usual.refused += 1;
  if (usual.all < FULL) return;
  usual.all /= 2;
  usual.refused /= 2;
}
