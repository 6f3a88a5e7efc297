/** One charge that says something of what its connector can do. Plain data. */
export interface Evidence {
  readonly flow: string;
  /** Start of the flow, event time, ms. */
  readonly at: number;
  /** Who: the hashed identity, or where nobody was identified the visit. */
  readonly vehicle: string;
  /** Of the power that was asked for; 0 for a start that failed. */
  readonly share: number;
}

/** What is kept of one connector. */
export const MAX_EVIDENCE = 8;

/** The newest charges, oldest first, none older than the window. */
export const withEvidence = (
  run: readonly Evidence[],
  evidence: Evidence,
  windowMs: number,
): readonly Evidence[] =>
  [...run, evidence].filter(({ at }) => at >= evidence.at - windowMs).slice(-MAX_EVIDENCE);

/** Charges that together show that a connector is not capable. */
export interface Finding {
  readonly evidence: readonly Evidence[];
  readonly vehicles: number;
  /** The most that any of them got. */
  readonly level: number;
}

/** What is asked of a run: so many vehicles, and so unlikely. */
export interface Demand {
  readonly vehicles: number;
  readonly chance: number;
  /** How likely a charge elsewhere gets no more than `level`. */
  readonly likelihood: (level: number) => number;
}

/**
 * The newest part of a run that is least likely at a capable connector, if it is unlikely enough. Each vehicle counts once,
 * with the most that it got: a vehicle that cannot charge proves nothing by trying again.
 */
export function findingIn(run: readonly Evidence[], demand: Demand): Finding | null {
  const best = new Map<string, number>();
  let found: Finding | null = null;
  let least = demand.chance;
  for (let from = run.length - 1; from >= 0; from -= 1) {
    const evidence = run[from];
    if (!evidence) break;
    best.set(evidence.vehicle, Math.max(evidence.share, best.get(evidence.vehicle) ?? 0));
    const level = Math.max(...best.values());
    if (level >= 1) break;
    if (best.size < demand.vehicles) continue;
    const likelihood = demand.likelihood(level) ** best.size;
    if (likelihood > least) continue;
    least = likelihood;
    found = { evidence: run.slice(from), vehicles: best.size, level };
  }
  return found;
}
