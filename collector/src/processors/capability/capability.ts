import type { CapabilityCause, IncapableStretch } from '../../model/capability.ts';
import type { SettledFlow } from '../../model/flow.ts';
import { countsInStart } from '../../model/kpi.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Place, PowerType } from '../../model/place.ts';
import type { CapabilityConfig } from './config.ts';
import { addPower, addStart, likelihoodOfFailure, likelihoodOfPower, type Peers } from './peers.ts';
import { findingIn, withEvidence, type Evidence, type Finding } from './run.ts';

/** What is known of one connector. Plain data. */
interface ConnectorRuns {
  /** Charges whose power could be measured, the newest; a full one ends the run. */
  charges: readonly Evidence[];
  /** Failed starts in a row, the newest. */
  starts: readonly Evidence[];
  open: (IncapableStretch & { readonly level: number }) | null;
}

/** Everything that is remembered: connectors of which something speaks against them, and what is usual. Plain data. */
export interface CapabilityBook {
  readonly connectors: Map<string, ConnectorRuns>;
  readonly peers: Peers;
}

/** Nothing seen. */
export const newCapabilityBook = (): CapabilityBook => ({ connectors: new Map(), peers: new Map() });

/** What is asked of connectors. */
export interface CapabilitySettings {
  readonly config: CapabilityConfig;
  /** What a programme asks of a port of a site, W; null where it asks for nothing. */
  readonly minimumPower: (
    site: string,
    port: { readonly powerType: PowerType; readonly ratedW: number | null },
  ) => number | null;
}

const DAY_MS = 86_400_000;
/** A charge proves a connector capable where it got so much more than those that spoke against it. */
const CLEARLY_MORE = 1.1;

/**
 * Second dimension of availability: whether a connector does what it is there for, whatever it says of itself. Reads what has
 * been settled, in order, and adds what follows from it. Deterministic; bounded by what speaks against connectors.
 */
export function judgeCapability(
  book: CapabilityBook,
  settings: CapabilitySettings,
  settled: readonly Outcome[],
): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const outcome of settled) {
    if (outcome.kind === 'start_settled' && outcome.success)
      onStarted(book, outcome, outcome.flow, outcome.at, outcomes);
    if (outcome.kind === 'flow_settled' && !outcome.flow.late)
      onFlow(book, settings, outcome.flow, outcome.at, outcomes);
  }
  return outcomes;
}

const keyOf = ({ station, evse, connector }: Place): string | null =>
  evse === null || connector === null ? null : `${evse}:${connector}@${station}`;

/** Energy flows: starts work. */
function onStarted(book: CapabilityBook, place: Place, flow: string, at: number, outcomes: Outcome[]): void {
  const key = keyOf(place);
  const runs = key === null ? undefined : book.connectors.get(key);
  if (!runs || key === null) return;
  runs.starts = [];
  if (runs.open?.cause === 'failing_starts') restore(runs, flow, at, at, outcomes);
  forgetIfIdle(book, key, runs);
}

function onFlow(
  book: CapabilityBook,
  settings: CapabilitySettings,
  flow: SettledFlow,
  at: number,
  outcomes: Outcome[],
): void {
  const key = keyOf(flow);
  if (key === null) return;
  const runs = book.connectors.get(key) ?? { charges: [], starts: [], open: null };
  judgeStart(book, settings.config, runs, flow, at, outcomes);
  judgePower(book, settings, runs, flow, at, outcomes);
  if (isIdle(runs)) book.connectors.delete(key);
  else book.connectors.set(key, runs);
}

const isIdle = ({ charges, starts, open }: ConnectorRuns): boolean =>
  charges.length === 0 && starts.length === 0 && open === null;

function forgetIfIdle(book: CapabilityBook, key: string, runs: ConnectorRuns): void {
  if (isIdle(runs)) book.connectors.delete(key);
}

const evidenceOf = (flow: SettledFlow, share: number): Evidence => ({
  flow: flow.id,
  at: flow.start,
  vehicle: (flow.identity ?? flow.visit).slice(0, 16),
  share,
});

/** A start that the vehicle or its driver spoilt says nothing of the connector. */
const isTheirs = ({ attribution }: SettledFlow): boolean =>
  attribution === 'vehicle' || attribution === 'driver';

function judgeStart(
  { peers }: CapabilityBook,
  config: CapabilityConfig,
  runs: ConnectorRuns,
  flow: SettledFlow,
  at: number,
  outcomes: Outcome[],
): void {
  if (flow.reachedEnergy) {
    runs.starts = [];
    if (runs.open?.cause === 'failing_starts') restore(runs, flow.id, flow.start, at, outcomes);
    if (countsInStart(flow)) addStart(peers, flow, false);
    return;
  }
  if (!countsInStart(flow) || isTheirs(flow)) return;
  addStart(peers, flow, true);
  runs.starts = withEvidence(runs.starts, evidenceOf(flow, 0), config.window_days * DAY_MS);
  if (runs.open !== null) return;
  const own = runs.starts.length;
  const finding = findingIn(runs.starts, {
    ...config,
    likelihood: () => likelihoodOfFailure(peers, flow, own),
  });
  if (finding) lose(runs, flow, 'failing_starts', finding, at, outcomes);
}

/** The share of the power that was asked for which a charge got; null where that cannot be told, or was nobody's fault. */
function shareOf(settings: CapabilitySettings, flow: SettledFlow): number | null {
  const minimum = settings.minimumPower(flow.site, flow);
  const { peakW, powerRatio, limitW } = flow;
  if (minimum === null || peakW === null) return null;
  const share = Math.min(1, peakW / minimum);
  // Nearly full, or held back from outside: a vehicle that got less asked for less.
  const mayBeLess = powerRatio === null || (limitW !== null && limitW < minimum);
  return share < 1 && mayBeLess ? null : share;
}

function judgePower(
  { peers }: CapabilityBook,
  settings: CapabilitySettings,
  runs: ConnectorRuns,
  flow: SettledFlow,
  at: number,
  outcomes: Outcome[],
): void {
  const share = flow.reachedEnergy ? shareOf(settings, flow) : null;
  if (share === null) return;
  addPower(peers, flow, share);
  const { open } = runs;
  const proves = share >= 1 || (open?.cause === 'low_power' && share > CLEARLY_MORE * open.level);
  if (proves) {
    runs.charges = [];
    if (open?.cause === 'low_power') restore(runs, flow.id, flow.start, at, outcomes);
    return;
  }
  const { config } = settings;
  runs.charges = withEvidence(runs.charges, evidenceOf(flow, share), config.window_days * DAY_MS);
  if (open !== null) return;
  const own = runs.charges.map((charge) => charge.share);
  const finding = findingIn(runs.charges, {
    ...config,
    likelihood: (level) => likelihoodOfPower(peers, flow, level, own),
  });
  if (finding) lose(runs, flow, 'low_power', finding, at, outcomes);
}

function lose(
  runs: ConnectorRuns,
  { site, station, evse, connector }: SettledFlow,
  cause: CapabilityCause,
  { evidence, vehicles, level }: Finding,
  at: number,
  outcomes: Outcome[],
): void {
  if (evse === null || connector === null) return;
  const stretch = {
    ...{ site, station, evse, connector, cause, vehicles },
    start: Math.min(...evidence.map((one) => one.at)),
    end: null,
    evidence: evidence.map(({ flow }) => flow),
    proof: null,
  };
  runs.open = { ...stretch, level };
  outcomes.push({ kind: 'capability', at, stretch });
}

/** A charge that began at `end` proves the connector. */
function restore(runs: ConnectorRuns, flow: string, end: number, at: number, outcomes: Outcome[]): void {
  if (runs.open === null) return;
  const { level: _level, ...stretch } = runs.open;
  runs.open = null;
  outcomes.push({
    kind: 'capability',
    at,
    stretch: { ...stretch, end: Math.max(end, stretch.start), proof: flow },
  });
}
