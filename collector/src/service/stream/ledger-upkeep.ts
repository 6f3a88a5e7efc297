import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Inventory } from '../../inventory/inventory.ts';
import { proposalsBySite } from '../../ledger/exclusions/propose.ts';
import { lastMidnight, makeScorecards } from '../../ledger/scorecards/make-scorecards.ts';
import type { Ledger, RetentionPolicy } from '../../ledger/ledger.ts';
import type { ServiceLog } from '../service-log.ts';

const HOUR_MS = 3_600_000;
/** So that little is removed at a time: the ledger blocks while it is. */
const PRUNE_MS = HOUR_MS;
const DAILY_MS = 24 * HOUR_MS;
/** How far back is looked for what may be excluded; `firstcharge exclusions propose` looks at all of it. */
const PROPOSING_MS = 7 * 24 * HOUR_MS;

/** What looks after a ledger is given. */
export interface LedgerUpkeepSettings {
  readonly ledger: Ledger;
  readonly retention: RetentionPolicy;
  readonly inventory: () => Inventory;
  readonly now: () => number;
  readonly log: ServiceLog;
}

/** Lets go of what the retention no longer covers. */
export function pruneLedger({ ledger, retention, now, log }: LedgerUpkeepSettings): void {
  const pruned = ledger.prune(now(), retention);
  if (!pruned.ok) log.warn(`the ledger could not be pruned: ${pruned.error.message}`);
  else if (Object.values(pruned.value).some((rows) => rows > 0))
    log.info('ledger pruned', { ...pruned.value });
}

/** Proposes exclusions that the last days show, site by site, so that tracking goes on in between. */
export async function proposeExclusions(settings: LedgerUpkeepSettings): Promise<void> {
  const { ledger, inventory, now, log } = settings;
  const at = now();
  let added = 0;
  for (const proposals of proposalsBySite(
    { ledger, inventory: inventory(), at },
    { from: at - PROPOSING_MS },
  )) {
    if (proposals.length > 0) {
      const proposed = ledger.propose(proposals);
      if (proposed.ok) added += proposed.value;
      else log.warn(`exclusions could not be proposed: ${proposed.error.message}`);
    }
    await nextTurn();
  }
  if (added > 0) log.info('exclusions proposed', { exclusions: added });
}

/** Keeps the scorecards of the days up to the last midnight, as far as they are known now, unless `stopped` meanwhile. */
export async function keepScorecards(
  { ledger, now, log }: LedgerUpkeepSettings,
  stopped: () => boolean = () => false,
): Promise<void> {
  const until = lastMidnight(now());
  const scorecards = await makeScorecards(ledger, until, async () => {
    await nextTurn();
    return !stopped();
  });
  if (scorecards.length === 0) return;
  const kept = ledger.keepScorecards(until, scorecards);
  if (!kept.ok) log.warn(`scorecards could not be kept: ${kept.error.message}`);
}

/** Looks after the ledger at once and then by the clock; gives what stops it. */
export function runUpkeep(settings: LedgerUpkeepSettings): () => Promise<void> {
  let working: Promise<void> = Promise.resolve();
  let stopped = false;
  const daily = (): void => {
    working = working
      .then(() => proposeExclusions(settings))
      .then(() => keepScorecards(settings, () => stopped))
      // A ledger that cannot be read now may be read later; tracking goes on.
      .catch((error: unknown) => settings.log.warn(`the ledger could not be looked after: ${String(error)}`));
  };
  const prune = (): void => pruneLedger(settings);
  prune();
  daily();
  const timers = [setInterval(prune, PRUNE_MS), setInterval(daily, DAILY_MS)];
  return async () => {
    timers.forEach(clearInterval);
    stopped = true;
    await working;
  };
}
