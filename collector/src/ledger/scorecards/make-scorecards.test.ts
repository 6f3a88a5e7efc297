import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RELIABILITY_INDEX_VERSION } from '../../model/reliability-index.ts';
import {
  exampleFailure,
  exampleFlow,
  exampleInterval,
  EXAMPLE_START,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from '../examples.ts';
import type { Ledger } from '../ledger.ts';
import { reportFromLedger } from '../report/from-ledger.ts';
import { openSqliteLedger } from '../sqlite/sqlite-ledger.ts';
import { lastMidnight, makeScorecards, SCORECARD_DAYS } from './make-scorecards.ts';

const DAY = 86_400_000;
const UNTIL = lastMidnight(EXAMPLE_START) + 20 * DAY;

let ledger: Ledger;
beforeEach(() => {
  const opened = openSqliteLedger({ path: ':memory:' });
  if (!opened.ok) throw new Error(opened.error.message);
  ledger = opened.value;
});
afterEach(() => ledger.close());

const goOn = (): Promise<boolean> => Promise.resolve(true);

/** Two sites, two models, forty days; every fourth try fails, every sixth at CS-3. */
const write = (): void => {
  for (let index = 0; index < 400; index += 1) {
    const station = `CS-${index % 4}`;
    const place = { station, site: index % 4 < 2 ? 'north' : 'south', model: index % 2 ? 'A' : 'B' };
    const start = UNTIL - 40 * DAY + index * 8_640_000;
    const made = index % (station === 'CS-3' ? 6 : 4) === 3 ? exampleFailure : exampleFlow;
    const flow = made({ id: `f${index}`, visit: `v${index}`, ...place, start, end: start + 3_600_000 });
    const result = flow.outcome === 'success' ? ('first_ok' as const) : ('failed' as const);
    const visit = { ...exampleVisit(), ...place, id: `v${index}`, start, flows: [flow.id], result };
    const interval = exampleInterval({
      ...place,
      start,
      end: start + 8_000_000,
      state: index % 50 === 0 ? 'faulted' : 'available',
    });
    ledger.write([settled(flow), visitEnded(visit), intervalEnded(interval)]);
  }
};

describe('scorecards', () => {
  it('are the indexes that a report of the same days has, with parts, interval and version of the formula', async () => {
    write();
    const cards = await makeScorecards(ledger, UNTIL, goOn);
    const report = reportFromLedger(ledger, { from: UNTIL - SCORECARD_DAYS * DAY, to: UNTIL });
    const of = (level: string): unknown[] =>
      cards.filter((card) => card.level === level).map(({ index }) => index);
    const indexes = (groups: readonly { reliability_index: unknown }[]): unknown[] =>
      groups.map(({ reliability_index }) => reliability_index);
    expect(of('fleet')).toEqual([report.reliability_index]);
    expect(of('site')).toHaveLength(2);
    for (const [level, groups] of [
      ['site', report.sites],
      ['model', report.models],
      ['firmware', report.firmwares],
      ['station', report.stations],
    ] as const)
      expect(new Set(of(level).map((index) => JSON.stringify(index)))).toEqual(
        new Set(indexes(groups).map((index) => JSON.stringify(index))),
      );
    expect(report.reliability_index).toMatchObject({ too_few: false, version: RELIABILITY_INDEX_VERSION });
  });

  it('come back from the ledger as they were made, too few attempts included', async () => {
    write();
    const lonely = exampleFlow({
      id: 'lonely',
      station: 'CS-9',
      site: 'east',
      start: UNTIL - DAY,
      end: UNTIL - DAY + 1,
    });
    ledger.write([settled(lonely)]);
    const cards = await makeScorecards(ledger, UNTIL, goOn);
    expect(ledger.keepScorecards(UNTIL, cards).ok).toBe(true);
    const kept = [...ledger.scorecards({})];
    expect(new Set(kept.map((card) => JSON.stringify(card)))).toEqual(
      new Set(cards.map((card) => JSON.stringify(card))),
    );
    expect([...ledger.scorecards({ station: 'CS-9' })]).toMatchObject([
      { level: 'station', site: 'east', index: { too_few: true, n: 1 } },
    ]);
  });

  it('are none where nothing happened', async () => {
    expect(await makeScorecards(ledger, UNTIL, goOn)).toEqual([]);
  });
});
