/** Levels of power between nothing and what was asked for. */
const LEVELS = 20;
/** Weight of what is assumed of a model of which little was seen, in charges. */
const PRIOR_STRENGTH = 10;
/** Assumed: one start of ten fails. */
const PRIOR_FAILING = 0.1;
/** Assumed of vehicles at 150 kW: a tenth draws less than a third of it, a quarter less than half, seven tenths less than all. */
const priorSlow = (share: number): number => 0.7 * Math.min(1, share) ** 1.6;
/** Beyond this the past is halved, so that a model is known by what it does now. */
const MOST = 10_000;
const MAX_MODELS = 500;

/** What is usual at one model. Plain data. */
interface ModelRecord {
  /** Charges by the share of the power that was asked for, `LEVELS` classes below it and one for all of it. */
  readonly power: number[];
  starts: number;
  failed: number;
}

/** What is usual, by vendor and model; models beyond the bound share one record. Plain data. */
export type Peers = Map<string, ModelRecord>;

const keyOf = ({ vendor, model }: { readonly vendor: string; readonly model: string }): string =>
  JSON.stringify([vendor, model]);

function recordOf(peers: Peers, of: { readonly vendor: string; readonly model: string }): ModelRecord {
  const key = peers.size < MAX_MODELS || peers.has(keyOf(of)) ? keyOf(of) : '';
  const known = peers.get(key);
  if (known) return known;
  const created: ModelRecord = { power: Array.from({ length: LEVELS + 1 }, () => 0), starts: 0, failed: 0 };
  peers.set(key, created);
  return created;
}

const levelOf = (share: number): number => Math.min(LEVELS, Math.max(0, Math.floor(share * LEVELS)));

type Model = { readonly vendor: string; readonly model: string };

/** A charge got `share` of the power that was asked for. */
export function addPower(peers: Peers, of: Model, share: number): void {
  const { power } = recordOf(peers, of);
  const level = levelOf(share);
  power[level] = (power[level] ?? 0) + 1;
  if (power.reduce((sum, count) => sum + count, 0) > MOST) power.forEach((n, at) => (power[at] = n / 2));
}

/** A start was counted. */
export function addStart(peers: Peers, of: Model, failed: boolean): void {
  const record = recordOf(peers, of);
  record.starts += 1;
  record.failed += Number(failed);
  if (record.starts <= MOST) return;
  record.starts /= 2;
  record.failed /= 2;
}

/** How likely a charge elsewhere gets no more than `share`; `own` are the charges that are judged, and no peers. */
export function likelihoodOfPower(peers: Peers, of: Model, share: number, own: readonly number[]): number {
  const { power } = recordOf(peers, of);
  const level = levelOf(share);
  const upTo = (count: number, at: number): number => (at <= level ? count : 0);
  const all = power.reduce((sum, count) => sum + count, 0);
  const slow = power.reduce((sum, count, at) => sum + upTo(count, at), 0);
  const ownSlow = own.filter((one) => levelOf(one) <= level).length;
  return shrunk(slow - ownSlow, all - own.length, priorSlow(share));
}

/** How likely a start elsewhere fails; `own` failed ones are those that are judged. */
export function likelihoodOfFailure(peers: Peers, of: Model, own: number): number {
  const { starts, failed } = recordOf(peers, of);
  return shrunk(failed - own, starts - own, PRIOR_FAILING);
}

const shrunk = (hits: number, all: number, prior: number): number =>
  (Math.max(0, hits) + PRIOR_STRENGTH * prior) / (Math.max(0, all) + PRIOR_STRENGTH);
