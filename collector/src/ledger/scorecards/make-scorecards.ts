import type { Scorecard, ScorecardLevel } from '../../model/scorecard.ts';
import type { Ledger } from '../ledger.ts';
import { AvailabilityBook } from '../report/availability-book.ts';
import { flowFigures } from '../report/flow-figures.ts';
import { Origins, type Origin } from '../report/origin.ts';
import { ReliabilityBook, type ReliabilityFigures } from '../report/reliability-book.ts';
import { visitFigures } from '../report/visit-figures.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Days that a scorecard looks back on, as the recorded series of the alert rules do. */
export const SCORECARD_DAYS = 28;

/** The midnight, UTC, before a moment. */
export const lastMidnight = (now: number): number => Math.floor(now / DAY_MS) * DAY_MS;

type Scope = Pick<Scorecard, 'level' | 'site' | 'vendor' | 'model' | 'firmware' | 'station'>;
const EVERYWHERE = { site: '', vendor: '', model: '', firmware: '', station: '' };

const scopesOf = ({ site, vendor, model, firmware, station }: Origin): readonly Scope[] => [
  { level: 'site', ...EVERYWHERE, site },
  { level: 'model', ...EVERYWHERE, vendor, model },
  { level: 'firmware', ...EVERYWHERE, vendor, model, firmware },
  { level: 'station', ...EVERYWHERE, site, station },
];

const indexOf = (figures: ReliabilityFigures, level: ScorecardLevel, origin: Origin) =>
  level === 'fleet' ? figures.all : figures.of(level, origin);

/**
 * The scorecards of the days before `until`, from what the ledger holds: those of the fleet, and of every site, model, firmware
 * and station that had a flow. `pause` is awaited after each piece that is read, an hour of flows or a day of states; where it gives
 * false the rest is left, and there are none.
 */
export async function makeScorecards(
  ledger: Ledger,
  until: number,
  pause: () => Promise<boolean>,
): Promise<readonly Scorecard[]> {
  const from = until - SCORECARD_DAYS * DAY_MS;
  const [origins, book, availability] = [new Origins(), new ReliabilityBook(), new AvailabilityBook()];
  const places = new Map<string, { readonly scope: Scope; readonly origin: Origin }>();
  for (let hour = from; hour < until; hour += HOUR_MS) {
    for (const flow of ledger.flows({ from: hour, to: hour + HOUR_MS })) {
      const origin = origins.of(flow);
      book.addFlow(flowFigures(flow, origin));
      for (const scope of scopesOf(origin)) places.set(JSON.stringify(scope), { scope, origin });
    }
    for (const visit of ledger.visits({ from: hour, to: hour + HOUR_MS }))
      book.addVisit(visitFigures(visit, origins.of(visit), () => null));
    if (!(await pause())) return [];
  }
  for (let day = from; day < until; day += DAY_MS) {
    for (const interval of ledger.intervals({ from: day, to: day + DAY_MS })) availability.end(interval);
    if (!(await pause())) return [];
  }
  for (const stretch of ledger.incapable({ from, to: until })) availability.addIncapable(stretch);
  const figures = book.figures(availability.figures(null));
  if (places.size === 0) return [];
  const days = SCORECARD_DAYS;
  return [
    { until, days, level: 'fleet', ...EVERYWHERE, index: figures.all },
    ...[...places.values()].map(({ scope, origin }) => ({
      ...{ until, days, ...scope },
      index: indexOf(figures, scope.level, origin),
    })),
  ];
}
