import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { EMPTY_INVENTORY } from '../../inventory/inventory.ts';
import {
  exampleFlow,
  exampleInterval,
  EXAMPLE_START,
  intervalEnded,
  settled,
} from '../../ledger/examples.ts';
import { DEFAULT_RETENTION, type Ledger } from '../../ledger/ledger.ts';
import { openSqliteLedger } from '../../ledger/sqlite/sqlite-ledger.ts';
import {
  keepScorecards,
  proposeExclusions,
  pruneLedger,
  runUpkeep,
  type LedgerUpkeepSettings,
} from './ledger-upkeep.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const quiet = { info: jest.fn(), warn: jest.fn(), error: jest.fn() };
const opened: Ledger[] = [];

const upkeepAt = (now: number): LedgerUpkeepSettings => {
  const ledger = openSqliteLedger({ path: ':memory:' });
  if (!ledger.ok) throw new Error(ledger.error.message);
  opened.push(ledger.value);
  return {
    ledger: ledger.value,
    retention: DEFAULT_RETENTION,
    inventory: () => EMPTY_INVENTORY,
    now: () => now,
    log: quiet,
  };
};
const away = (station: string) =>
  [
    exampleInterval({ station, start: EXAMPLE_START, end: EXAMPLE_START + MINUTE }),
    exampleInterval({
      ...{ station, state: 'unknown' },
      ...{ start: EXAMPLE_START + MINUTE, end: EXAMPLE_START + 60 * MINUTE },
    }),
    exampleInterval({ station, start: EXAMPLE_START + 60 * MINUTE, end: EXAMPLE_START + DAY }),
  ].map(intervalEnded);

afterEach(() => {
  for (const ledger of opened.splice(0)) ledger.close();
});

describe('the upkeep of a ledger', () => {
  it('lets go of what the retention no longer covers, and keeps the rest', () => {
    const settings = upkeepAt(EXAMPLE_START + 401 * DAY);
    settings.ledger.write([settled(exampleFlow()), intervalEnded(exampleInterval())]);
    pruneLedger(settings);
    expect([...settings.ledger.flows({})]).toEqual([]);
    expect([...settings.ledger.intervals({})]).toHaveLength(1);
    pruneLedger({ ...settings, retention: { flowDays: 400, intervalDays: 30 } });
    expect([...settings.ledger.intervals({})]).toEqual([]);
  });

  it('proposes what the last days show, once', async () => {
    const settings = upkeepAt(EXAMPLE_START + 2 * DAY);
    settings.ledger.write(['CS-1', 'CS-2', 'CS-3'].flatMap(away));
    await proposeExclusions(settings);
    await proposeExclusions(settings);
    expect([...settings.ledger.exclusions({})]).toMatchObject([
      { kind: 'utility_interruption', site: 'north', proposedBy: 'firstcharge', decisions: [] },
    ]);
    const later = { ...settings, now: () => EXAMPLE_START + 30 * DAY };
    await proposeExclusions(later);
    expect([...settings.ledger.exclusions({})]).toHaveLength(1);
  });

  it('keeps the scorecards of the days before the last midnight, once a day, as they are then known', async () => {
    const settings = upkeepAt(EXAMPLE_START + 2 * DAY);
    const flows = [1, 2, 3, 4, 5].map((id) => settled(exampleFlow({ id: `f${id}` })));
    settings.ledger.write(flows);
    await keepScorecards(settings);
    settings.ledger.write([settled(exampleFlow({ id: 'told later' }))]);
    await keepScorecards(settings);
    const cards = [...settings.ledger.scorecards({})].map(({ level, index }) => [level, index.n]);
    expect(cards).toEqual(['firmware', 'fleet', 'model', 'site', 'station'].map((level) => [level, 6]));
    await keepScorecards({ ...settings, now: () => EXAMPLE_START + 3 * DAY });
    expect([...settings.ledger.scorecards({})]).toHaveLength(10);
  });

  it('leaves scorecards half made where it is stopped', async () => {
    const settings = upkeepAt(EXAMPLE_START + 2 * DAY);
    settings.ledger.write([settled(exampleFlow())]);
    await keepScorecards(settings, () => true);
    expect([...settings.ledger.scorecards({})]).toEqual([]);
  });

  it('begins at once, goes on every hour, and stops', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const settings = upkeepAt(EXAMPLE_START + 401 * DAY);
      const prune = jest.spyOn(settings.ledger, 'prune');
      const stop = runUpkeep(settings);
      expect(prune).toHaveBeenCalledTimes(1);
      jest.advanceTimersByTime(3 * 3_600_000);
      expect(prune).toHaveBeenCalledTimes(4);
      await stop();
      jest.advanceTimersByTime(3 * 3_600_000);
      expect(prune).toHaveBeenCalledTimes(4);
    } finally {
      jest.useRealTimers();
    }
  });

  it('survives a ledger that cannot be read', async () => {
    const settings = upkeepAt(EXAMPLE_START);
    quiet.warn.mockClear();
    settings.ledger.close();
    const stop = runUpkeep({
      ...settings,
      ledger: {
        ...settings.ledger,
        prune: () => ({ ok: false, error: { kind: 'retryable', message: 'busy' } }),
      },
    });
    await stop();
    expect(quiet.warn.mock.calls.map(([message]) => message)).toEqual([
      'the ledger could not be pruned: busy',
      expect.stringContaining('the ledger could not be looked after'),
    ]);
  });
});
