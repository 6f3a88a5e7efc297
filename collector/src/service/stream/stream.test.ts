import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Arrival } from '../../model/arrival.ts';
import { Conversation, time } from '../../processors/testkit/conversation.ts';
import { randomConversation } from '../../processors/testkit/random-conversation.ts';
import { openFileJournal } from '../../signal-log/file-journal.ts';
import { MemoryLog } from '../../signal-log/memory-log.ts';
import type { SignalLog } from '../../signal-log/signal-log.ts';
import { falls, samplesOf } from '../testkit/samples.ts';
import { StreamBench, valueOf } from '../testkit/stream-bench.ts';

const GATEWAY = 'gateway-run-1';

/** What happens besides batches, before the batch with this number. */
interface Event {
  readonly at: number;
  readonly what:
    | 'kill'
    | 'kill_before_acknowledging'
    | 'snapshot'
    | 'collect'
    | 'collect_in_vain'
    | 'ledger_away'
    | 'ledger_back';
  readonly reader: number;
}

const eventOf = (...what: Event['what'][]): fc.Arbitrary<Event> =>
  fc.record({ at: fc.nat(40), what: fc.constantFrom(...what), reader: fc.nat(1) });

/** Arrivals cut into batches of these lengths, over and over. */
function cut(arrivals: readonly Arrival[], lengths: readonly number[]): Arrival[][] {
  const batches: Arrival[][] = [];
  for (let from = 0; from < arrivals.length;) {
    const length = lengths[batches.length % lengths.length] ?? 1;
    batches.push(arrivals.slice(from, from + length));
    from += length;
  }
  return batches;
}

const DISTURBANCES: ReadonlySet<string> = new Set([
  'kill',
  'kill_before_acknowledging',
  'snapshot',
  'ledger_away',
]);

/** Sends the batches, and lets happen what is to happen; without disturbances only the collections do. */
async function live(
  bench: StreamBench,
  batches: readonly (readonly Arrival[])[],
  events: readonly Event[],
  disturbed: boolean,
): Promise<Awaited<ReturnType<StreamBench['shown']>>> {
  await bench.start();
  for (const [index, arrivals] of batches.entries()) {
    const batch = { arrivals, position: { source: GATEWAY, sequence: index + 1 } };
    let isJournalled = false;
    const now = events.filter(({ at }) => at % batches.length === index);
    for (const { what, reader } of now) {
      if (what === 'collect') await bench.collect(reader);
      if (what === 'collect_in_vain') await bench.collect(reader, bench.stream.streamAt, false);
    }
    for (const { what } of now) {
      if (!disturbed || !DISTURBANCES.has(what)) {
        bench.ledger.isAway = false;
        continue;
      }
      if (what === 'snapshot') await bench.stream.snapshot();
      if (what === 'ledger_away') bench.ledger.isAway = true;
      if (what === 'kill_before_acknowledging' && !isJournalled) {
        bench.log.mood = 'dies';
        void bench.stream.accept(batch);
        isJournalled = true;
      }
      if (what === 'kill' || what === 'kill_before_acknowledging') await bench.start();
    }
    // A gateway that is told of the batch by the log's positions does not send it again; one that does is not believed.
    await bench.stream.accept(batch);
  }
  bench.ledger.isAway = false;
  await bench.stream.accept({ arrivals: [{ kind: 'tick', receivedAt: bench.stream.streamAt }] });
  return bench.shown();
}

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A bench whose log outlives its streams, in memory. */
function inMemory(): StreamBench {
  const log = new MemoryLog();
  const kept = new Proxy(log, {
    get: (target, name) => {
      if (name === 'close') return async () => undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return remembered(new StreamBench(async () => kept));
}

/** A bench on files, with small segments. */
function onFiles(): StreamBench {
  const directory = mkdtempSync(join(tmpdir(), 'firstcharge-stream-'));
  const reopen = async (): Promise<SignalLog> =>
    valueOf(await openFileJournal({ directory, windowMs: 0, segmentBytes: 4_096 }));
  const bench = remembered(new StreamBench(reopen));
  opened.push(async () => rmSync(directory, { recursive: true, force: true }));
  return bench;
}

function remembered(bench: StreamBench): StreamBench {
  opened.push(() => bench.close());
  return bench;
}

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

describe('a stream that is killed and started again', () => {
  it('shows the same metrics, spans and ledger, byte for byte, as one that never was', async () => {
    const happens = ['kill', 'kill_before_acknowledging', 'snapshot', 'collect', 'collect_in_vain'] as const;
    const events = fc.array(eventOf(...happens), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(randomConversation, lengths, events, async (arrivals, sizes, happening) => {
        const batches = cut(arrivals, sizes);
        const disturbed = inMemory();
        const shown = await live(disturbed, batches, happening, true);
        expect(shown).toEqual(await live(inMemory(), batches, happening, false));
        expect(disturbed.contradictions).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it('does so on a journal of files', async () => {
    const events = fc.array(eventOf('kill', 'kill_before_acknowledging', 'snapshot', 'collect'), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(randomConversation, lengths, events, async (arrivals, sizes, happening) => {
        const batches = cut(arrivals, sizes);
        const shown = await live(onFiles(), batches, happening, true);
        expect(shown).toEqual(await live(inMemory(), batches, happening, false));
      }),
      { numRuns: 15 },
    );
  });

  it('loses nothing for a ledger that is away for a while, killed meanwhile or not', async () => {
    const what: Event['what'][] = [
      'kill',
      'snapshot',
      'collect',
      'ledger_away',
      'ledger_away',
      'ledger_back',
    ];
    const events = fc.array(eventOf(...what), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(randomConversation, lengths, events, async (arrivals, sizes, happening) => {
        const batches = cut(arrivals, sizes);
        const shown = await live(inMemory(), batches, happening, true);
        expect(shown).toEqual(await live(inMemory(), batches, happening, false));
      }),
      { numRuns: 80 },
    );
  });

  it('never lets a counter fall between two collections, whoever sends, and however long it was away', async () => {
    const step = fc.record({
      what: fc.constantFrom(
        'batch',
        'batch',
        'batch',
        'collect',
        'collect',
        'collect_in_vain',
        'kill',
        'snapshot',
        'ticks',
        'watch',
      ),
      reader: fc.nat(1),
      run: fc.constantFrom('run-1', 'run-2'),
      later: fc.constantFrom(0, 1_000, 30_000, 400_000, 4_000_000),
    });
    await fc.assert(
      fc.asyncProperty(
        randomConversation,
        fc.array(step, { minLength: 30, maxLength: 80 }),
        async (arrivals, steps) => {
          const bench = inMemory();
          await bench.start();
          const last = [new Map<string, number>(), new Map<string, number>()];
          const rest = [...arrivals];
          let now = rest[0]?.receivedAt ?? 0;
          for (const [sequence, { what, reader, run, later }] of steps.entries()) {
            now += later;
            if (what === 'batch') {
              const batch = rest.splice(0, 4);
              await bench.stream.accept({ arrivals: batch, position: { source: run, sequence } });
              now = Math.max(now, batch.at(-1)?.receivedAt ?? 0);
            } else if (what === 'collect') {
              const samples = samplesOf(await bench.collect(reader, now));
              expect(falls(last[reader] ?? new Map(), samples)).toEqual([]);
              last[reader] = samples;
            } else if (what === 'collect_in_vain') await bench.collect(reader, now, false);
            else if (what === 'kill') await bench.start();
            else if (what === 'snapshot') await bench.stream.snapshot();
            else if (what === 'watch') await bench.stream.watch(now);
            else for (const _ of [1, 2, 3]) await bench.stream.tick(now);
          }
        },
      ),
      { numRuns: 250 },
    );
  });
});

/** A charge of station CS-1 that is as long as anybody wants. */
const chargeUntilNoon = (): Conversation =>
  new Conversation()
    .connect()
    .status(1, 'Preparing')
    .call('Authorize', { idTag: '~a' }, { idTagInfo: { status: 'Accepted' } })
    .call(
      'StartTransaction',
      { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: '2026-11-02T10:00:10Z' },
      { transactionId: 7, idTagInfo: { status: 'Accepted' } },
    )
    .status(1, 'Charging')
    .after(20)
    .meter(1, 7, 500, 50_000);

const kinds = async (log: SignalLog): Promise<string[]> => {
  const all: string[] = [];
  for await (const { batch } of log.read(0)) all.push(...batch.arrivals.map(({ kind }) => kind));
  return all;
};

describe('a stream that comes back', () => {
  const later = (bench: StreamBench, source: string, sequence: number): Promise<void> =>
    bench.stream.accept({
      arrivals: [
        {
          kind: 'frame',
          station: 'CS-1',
          receivedAt: time('11:00:00'),
          direction: 'from_station',
          frame: [2, 'h', 'Heartbeat', {}],
        },
      ],
      position: { source, sequence },
    });

  async function restarted(): Promise<StreamBench> {
    const bench = inMemory();
    await bench.start();
    const { arrivals } = chargeUntilNoon();
    await bench.stream.accept({ arrivals, position: { source: GATEWAY, sequence: 1 } });
    await bench.start();
    return bench;
  }

  const unobserved = async (bench: StreamBench): Promise<number> =>
    samplesOf(await bench.collect(3).then(() => bench.collect(3))).get(
      'ev_connector_state_seconds_total{site="default",station="CS-1",evse="1",connector="1",state="unobserved"}',
    ) ?? 0;

  it('goes on without a gap when the gateway that watched all the time sends on', async () => {
    const bench = await restarted();
    await later(bench, GATEWAY, 2);
    expect((await kinds(bench.log)).filter((kind) => kind === 'watch')).toHaveLength(1);
    expect(await unobserved(bench)).toBe(0);
  });

  it('counts the time as unobserved when a gateway comes that it does not know', async () => {
    const bench = await restarted();
    await later(bench, 'gateway-run-2', 1);
    expect((await kinds(bench.log)).slice(-2)).toEqual(['watch', 'frame']);
    expect(await unobserved(bench)).toBeGreaterThan(3_000);
  });

  it('says what was unobserved although somebody read the metrics before anybody watched', async () => {
    const bench = await restarted();
    for (const clock of ['10:20:00', '10:40:00', '10:59:59']) await bench.collect(0, time(clock));
    await bench.start();
    await later(bench, 'gateway-run-2', 1);
    expect(await unobserved(bench)).toBeGreaterThan(3_000);
  });

  it('hands the spans on that were derived but perhaps not sent', async () => {
    const bench = inMemory();
    await bench.start();
    const { arrivals } = chargeUntilNoon()
      .after(600)
      .call('StopTransaction', {
        transactionId: 7,
        meterStop: 9_000,
        timestamp: '2026-11-02T10:20:00Z',
        reason: 'Local',
      })
      .status(1, 'Available')
      .until('11:00:00');
    bench.log.mood = 'dies';
    void bench.stream.accept({ arrivals, position: { source: GATEWAY, sequence: 1 } });
    await bench.start();
    const { spans, flows } = await bench.shown();
    expect(JSON.parse(flows)).toMatchObject([{ outcome: 'success' }]);
    expect(spans.filter((span) => span.includes('"name":"charge flow"'))).toHaveLength(1);
  });
});

describe('a stream whose signal log refuses', () => {
  it('rejects the batch, and knows nothing of it', async () => {
    const bench = inMemory();
    await bench.start();
    const before = await bench.shown();
    const { arrivals } = chargeUntilNoon();
    bench.log.mood = 'refuses';
    const batch = { arrivals, position: { source: GATEWAY, sequence: 1 } };
    await expect(bench.stream.accept(batch)).rejects.toThrow('the disk is full');
    await expect(bench.collect(0)).rejects.toThrow('the disk is full');
    bench.log.mood = 'well';
    expect(bench.stream).toMatchObject({ applied: 2, failures: 1, openFlows: 0 });
    expect(await bench.shown()).toEqual(before);
    await bench.stream.accept(batch);
    const later = { kind: 'tick' as const, receivedAt: bench.stream.streamAt + 60_000 };
    await bench.stream.accept({ arrivals: [later], position: { source: GATEWAY, sequence: 2 } });
    expect(bench.stream.openFlows).toBe(1);
    expect((await kinds(bench.log)).filter((kind) => kind === 'watch')).toHaveLength(1);
  });
});

describe('a stream whose ledger is away', () => {
  it('does not keep a state that the ledger has not', async () => {
    const bench = inMemory();
    await bench.start();
    bench.ledger.isAway = true;
    const { arrivals } = chargeUntilNoon();
    await bench.stream.accept({ arrivals, position: { source: GATEWAY, sequence: 1 } });
    expect(await bench.stream.snapshot()).toMatchObject({ ok: false, error: { kind: 'retryable' } });
    bench.ledger.isAway = false;
    expect(await bench.stream.snapshot()).toMatchObject({ ok: true });
  });

  it('takes no more when too much waits, and goes on when the ledger is back', async () => {
    const bench = inMemory();
    await bench.start();
    bench.ledger.isAway = true;
    const flapping = new Conversation().connect();
    for (let change = 0; change < 60_000; change += 1) {
      flapping.after(1).status(1, change % 2 === 0 ? 'Available' : 'Unavailable', {
        connectorId: 1 + (Math.floor(change / 2) % 3),
      });
    }
    await bench.stream.accept({ arrivals: flapping.arrivals, position: { source: GATEWAY, sequence: 1 } });
    const next = {
      arrivals: flapping.after(1).status(1, 'Charging').arrivals.slice(-2),
      position: { source: GATEWAY, sequence: 2 },
    };
    await expect(bench.stream.accept(next)).rejects.toThrow('the ledger is away');
    expect(bench.log.positions().get(GATEWAY)).toBe(1);
    bench.ledger.isAway = false;
    await bench.stream.accept(next);
    expect([...bench.ledger.ledger.intervals({})].length).toBeGreaterThan(50_000);
  }, 20_000);
});

describe('the time of a stream', () => {
  async function behind(): Promise<StreamBench> {
    const bench = inMemory();
    await bench.start();
    const { arrivals } = chargeUntilNoon();
    await bench.stream.accept({ arrivals, position: { source: GATEWAY, sequence: 1 } });
    return bench;
  }

  it('stands still for ticks and readers while batches come, so that no timer fires before what they bring is read', async () => {
    const bench = await behind();
    const before = bench.stream.streamAt;
    await bench.stream.tick(time('12:00:00'));
    await bench.collect(0, time('12:00:00'));
    expect(bench.stream.streamAt).toBe(before);
  });

  it('runs on by itself once no more comes', async () => {
    const bench = await behind();
    await bench.stream.tick(time('11:59:59'));
    await bench.stream.tick(time('12:00:00'));
    expect(bench.stream.streamAt).toBe(time('12:00:00'));
    await bench.collect(0, time('12:00:01'));
    expect(bench.stream.streamAt).toBe(time('12:00:01'));
  });

  it('does not run before anybody watches', async () => {
    const bench = inMemory();
    await bench.start();
    for (const clock of ['10:00:00', '10:00:01', '10:00:02']) await bench.stream.tick(time(clock));
    expect(bench.stream.streamAt).toBe(0);
    await bench.stream.watch(time('10:00:03'));
    expect(bench.stream.streamAt).toBe(time('10:00:03'));
  });
});
