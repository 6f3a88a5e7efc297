import {
  exampleFailure,
  exampleFlow,
  exampleInterval,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from '@firstcharge/collector/ledger/examples.ts';
import type { Outcome } from '@firstcharge/collector/model/outcome.ts';

const [MINUTE, DAY] = [60_000, 86_400_000];

/** Midnight, UTC: the recorded series of days look at whole ones. */
export const WEEK_START = Date.UTC(2026, 8, 7);
/** The evaluation that has seen seven whole days and no more of the next than it may. */
export const WEEK_END = WEEK_START + 7 * DAY + 3_600_000;

const STATIONS = [
  { station: 'N-1', site: 'north', model: 'V150', firmware: '1.0', every: 20 },
  { station: 'N-2', site: 'north', model: 'V150', firmware: '1.1', every: 12 },
  { station: 'S-1', site: 'south', model: 'V50', firmware: '2.0', every: 3 },
  { station: 'S-2', site: 'south', model: 'V50', firmware: '2.0', every: 5 },
] as const;

/**
 * A week of four stations at two sites, one charge in forty minutes each: the `every`th of a station fails, every seventh is interrupted
 * at south, power and start are worse there, and a connector of it is out of order four hours a day.
 */
export function indexedWeek(): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const { every, ...place } of STATIONS) {
    const at = { ...place, vendor: 'Volta', evse: 1, connector: 1 };
    const bad = place.site === 'south';
    for (let index = 0; index < (7 * DAY) / (40 * MINUTE); index += 1) {
      const start = WEEK_START + index * 40 * MINUTE + MINUTE;
      const end = start + 25 * MINUTE;
      const [id, visit] = [`${place.station}-${index}`, `v-${place.station}-${index}`];
      const fails = index % every === every - 1;
      const interrupted = !fails && bad && index % 7 === 3;
      const made = fails ? exampleFailure : exampleFlow;
      const flow = made({
        ...{ id, visit, ...at, start, end, receivedEnd: end },
        ...(interrupted && {
          outcome: 'interrupted' as const,
          failedStage: 'energy' as const,
          validStop: false,
        }),
        ...(!fails && {
          machineStartSeconds: bad ? 60 : 30,
          powerRatio: bad ? 0.6 : 0.9,
          powerType: 'DC' as const,
        }),
      });
      outcomes.push(settled(flow));
      const result = fails || interrupted ? ('failed' as const) : ('first_ok' as const);
      outcomes.push(visitEnded({ ...exampleVisit(), ...at, id: visit, start, end, flows: [id], result }));
    }
    for (let hour = WEEK_START; hour < WEEK_START + 7 * DAY; hour += 60 * MINUTE) {
      const out = bad && ((hour - WEEK_START) / (60 * MINUTE)) % 24 < 4;
      const state = out ? ('faulted' as const) : ('available' as const);
      for (let start = hour; start < hour + 60 * MINUTE; start += 5 * MINUTE)
        outcomes.push(intervalEnded(exampleInterval({ ...at, state, start, end: start + 5 * MINUTE })));
    }
  }
  return outcomes;
}
