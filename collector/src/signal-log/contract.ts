import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import type { Batch } from '../model/batch.ts';
import type { Result } from '../model/result.ts';
import type { LogEntry, SignalLog } from './signal-log.ts';

/** What the contract needs to know of an implementation. */
export interface SignalLogHarness {
  /** A new, empty log. */
  open(): Promise<SignalLog>;
  /** The log that `open` made, opened again after `close`; null when it does not outlive its process. */
  reopen: (() => Promise<SignalLog>) | null;
  dispose(): Promise<void>;
}

/** The value of a result that must be one. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Everything that `read` gives from `offset` on. */
export async function readAll(log: SignalLog, offset = 0): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const entry of log.read(offset)) entries.push(entry);
  return entries;
}

/** A batch of one numbered frame. */
export function numberedBatch(sequence: number, source = 'run-1'): Batch {
  const frame: Arrival = {
    kind: 'frame',
    receivedAt: 1_793_527_200_000 + sequence,
    station: 'CS-1',
    direction: 'from_station',
    frame: [2, String(sequence), 'Heartbeat', {}],
  };
  return { arrivals: [frame], position: { source, sequence } };
}

const EVERY_KIND: readonly Arrival[] = [
  { kind: 'watch', receivedAt: 1_793_527_200_000 },
  {
    kind: 'connection',
    receivedAt: 1_793_527_200_001,
    station: 'CS "ä\u2028"',
    event: 'connect',
    protocol: 'ocpp1.6',
    connection: 'c1',
  },
  {
    kind: 'connection',
    receivedAt: 1_793_527_200_002,
    station: 'CS-1',
    event: 'disconnect',
    code: 1006,
  },
  {
    kind: 'connection',
    receivedAt: 1_793_527_200_002,
    station: 'CS-1',
    event: 'ping',
    pingMs: 12.5,
  },
  {
    kind: 'frame',
    receivedAt: 1_793_527_200_003,
    station: 'CS-1',
    direction: 'to_station',
    frame: [3, 'a\nb', { x: [null, 1.5, '\ud83d'] }],
    bytes: 31,
  },
  { kind: 'frame', receivedAt: 1_793_527_200_003, station: 'CS-1', direction: 'from_station', frame: null },
  { kind: 'tick', receivedAt: 1_793_527_201_000 },
  { kind: 'collection', receivedAt: 1_793_527_201_000, reader: 3 },
  { kind: 'collected', receivedAt: 1_793_527_201_000, reader: 3 },
];

/** The tests that every signal log passes. */
export function describeSignalLog(name: string, harness: SignalLogHarness): void {
  describe(`${name} as a signal log`, () => {
    let log: SignalLog;
    beforeEach(async () => {
      log = await harness.open();
    });
    afterEach(async () => {
      await log.close();
      await harness.dispose();
    });

    it('reads nothing before anything was appended', async () => {
      expect(await readAll(log)).toEqual([]);
      expect(valueOf(await log.loadSnapshot())).toBeNull();
    });

    it('gives back every kind of arrival unchanged and in order', async () => {
      valueOf(await log.append({ arrivals: EVERY_KIND }));
      const [entry] = await readAll(log);
      expect(entry?.batch).toEqual({ arrivals: EVERY_KIND });
    });

    it('keeps batches whole and in the order of their appends', async () => {
      const offsets = await Promise.all([1, 2, 3].map((sequence) => log.append(numberedBatch(sequence))));
      const entries = await readAll(log);
      expect(entries.map(({ batch }) => batch)).toEqual([1, 2, 3].map((sequence) => numberedBatch(sequence)));
      expect(entries.map(({ next }) => next)).toEqual(offsets.map(valueOf));
    });

    it('goes on behind any batch when read from its offset', async () => {
      for (const sequence of [1, 2, 3]) valueOf(await log.append(numberedBatch(sequence)));
      const [first] = await readAll(log);
      const rest = await readAll(log, first?.next);
      expect(rest.map(({ batch }) => batch.position?.sequence)).toEqual([2, 3]);
      expect(await readAll(log, rest.at(-1)?.next)).toEqual([]);
    });

    it('remembers the highest sequence of each source', async () => {
      await Promise.all([
        log.append(numberedBatch(1, 'a')),
        log.append(numberedBatch(7, 'b')),
        log.append(numberedBatch(2, 'a')),
      ]);
      expect([...log.positions()].sort()).toEqual([
        ['a', 2],
        ['b', 7],
      ]);
    });

    it('acknowledges a batch that is sent again without keeping it twice', async () => {
      const [once, again] = await Promise.all([log.append(numberedBatch(5)), log.append(numberedBatch(5))]);
      const later = await log.append(numberedBatch(4));
      expect([once.ok, again.ok, later.ok]).toEqual([true, true, true]);
      expect(await readAll(log)).toHaveLength(1);
    });

    it('refuses for good a batch that cannot be written', async () => {
      const result = await log.append({ arrivals: [{ kind: 'tick', receivedAt: NaN }] });
      expect(result).toMatchObject({ ok: false, error: { kind: 'permanent' } });
      expect(await readAll(log)).toEqual([]);
    });

    it('loads the newest snapshot', async () => {
      const offset = valueOf(await log.append(numberedBatch(1)));
      valueOf(await log.saveSnapshot({ offset: 0, bytes: Buffer.from('old') }));
      valueOf(await log.saveSnapshot({ offset, bytes: Buffer.from([0, 10, 255]) }));
      const snapshot = valueOf(await log.loadSnapshot());
      expect(snapshot?.offset).toBe(offset);
      expect([...(snapshot?.bytes ?? [])]).toEqual([0, 10, 255]);
    });

    it('keeps everything behind the offset that it is truncated before', async () => {
      for (const sequence of [1, 2, 3]) valueOf(await log.append(numberedBatch(sequence)));
      const middle = (await readAll(log))[1]?.next ?? NaN;
      valueOf(await log.truncateBefore(middle));
      expect((await readAll(log, middle)).map(({ batch }) => batch.position?.sequence)).toEqual([3]);
    });

    it('answers appends after its close with a permanent failure', async () => {
      await log.close();
      const result = await log.append(numberedBatch(1));
      expect(result).toMatchObject({ ok: false, error: { kind: 'permanent' } });
    });

    const { reopen } = harness;
    if (reopen === null) return;
    it('has offsets, positions, batches and snapshots still when opened again', async () => {
      const first = valueOf(await log.append(numberedBatch(1)));
      valueOf(await log.append(numberedBatch(2)));
      valueOf(await log.saveSnapshot({ offset: first, bytes: Buffer.from('state') }));
      await log.close();
      log = await reopen();
      valueOf(await log.append(numberedBatch(2)));
      valueOf(await log.append(numberedBatch(3)));
      expect((await readAll(log, first)).map(({ batch }) => batch.position?.sequence)).toEqual([2, 3]);
      expect(log.positions().get('run-1')).toBe(3);
      expect(valueOf(await log.loadSnapshot())?.offset).toBe(first);
    });
  });
}
