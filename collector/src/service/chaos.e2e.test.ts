import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteLedger } from '../ledger/sqlite/sqlite-ledger.ts';
import { CollectorBench } from './testkit/collector-bench.ts';
import { gatewaySettings } from './testkit/collector-config.ts';
import {
  firstcharge,
  gatewayPort,
  gatewayProcess,
  type RunningProcess,
} from './testkit/collector-process.ts';
import { Station16, Station201, type ChargingStation } from './testkit/charging-station.ts';
import { isAlive, until } from './testkit/processes.ts';
import { valueOf } from './testkit/stream-bench.ts';

/** A call may take this long on a machine that is busy with starting processes; a disturbed one is never answered. */
const LONGEST_WAIT_MS = 3_000;

let bench: CollectorBench;
beforeEach(async () => {
  bench = new CollectorBench();
  await bench.start();
}, 20_000);
afterEach(() => bench.stop(), 20_000);

/** Six stations with a driver each, one after the other, until told to stop. */
class Traffic {
  readonly stations: ChargingStation[] = [];
  port = 0;
  #goesOn = true;
  #talking: Promise<unknown> = Promise.resolve();

  async start(port: number): Promise<void> {
    this.port = port;
    for (const number of [1, 2, 3, 4, 5, 6]) {
      const station =
        number % 2 === 0 ? new Station201(`CS-${number}`, port) : new Station16(`CS-${number}`, port);
      this.stations.push(await bench.connect(station));
    }
    this.#talking = Promise.all(this.stations.map((station, index) => this.#drivers(station, index)));
    // Heard in `finish`; a test that ends before must not fail a second time.
    this.#talking.catch(() => undefined);
  }

  /** The drivers that are there finish what they began; rejects when a call of any of them was not answered. */
  async finish(): Promise<void> {
    this.#goesOn = false;
    await this.#talking;
  }

  /** `station outcome` → how often, by the stations' own books. */
  get book(): Record<string, number> {
    return count(this.stations.flatMap(({ id, book }) => book.map((outcome) => `${id} ${outcome}`)));
  }

  async #drivers(station: ChargingStation, index: number): Promise<void> {
    for (let driver = index; this.#goesOn; driver += 1) {
      const card = `${station.id}D${driver}`;
      if (driver % 3 === 0) await station.failAtHandshake(card);
      else if (driver % 3 === 1) await station.charge(card);
      else await station.beRefused(`BLOCKED${card}`);
    }
  }
}

function count(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of [...keys].sort()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** `station outcome` → how often, as Prometheus has it. */
async function counted(): Promise<Record<string, number>> {
  const samples = await bench.prometheus.query('sum by (station, outcome) (ev_charge_flows_total) > 0');
  const pairs = samples.map(({ labels, value }): [string, number] => [
    `${labels['station']} ${labels['outcome']}`,
    value,
  ]);
  return Object.fromEntries(pairs.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const kept = (): { flows: Record<string, number>; visited: number } => {
  const ledger = valueOf(openSqliteLedger({ path: bench.folder.file('storage/ledger.sqlite') }));
  const flows = count([...ledger.flows({})].map(({ station, outcome }) => `${station} ${outcome}`));
  const visited = [...ledger.visits({})].reduce((sum, visit) => sum + visit.flows.length, 0);
  ledger.close();
  return { flows, visited };
};

const flowsIn = (traffic: Traffic): number =>
  Object.values(traffic.book).reduce((sum, value) => sum + value, 0);

/** The stations noticed nothing, and everything that they did was counted once, in Prometheus and in the ledger. */
async function expectNothingHappened(traffic: Traffic): Promise<void> {
  await until('enough has happened', () => flowsIn(traffic) > 15);
  await traffic.finish();
  for (const station of traffic.stations) {
    expect(station.closes).toBe(0);
    expect(Math.max(...station.waits)).toBeLessThan(LONGEST_WAIT_MS);
  }
  const answered = [...bench.cpms.answered.values()].reduce((sum, value) => sum + value, 0);
  expect(bench.stations.reduce((sum, { calls }) => sum + calls, 0)).toBe(answered);
  const { book } = traffic;
  await until('Prometheus has every flow, once', async () => {
    expect(await counted()).toEqual(book);
    return true;
  });
  await until('all visits are over', () => kept().visited === flowsIn(traffic));
  expect(kept().flows).toEqual(book);
  const successes = Object.entries(book).filter(([key]) => key.endsWith('success'));
  const started = successes.reduce((sum, [, value]) => sum + value, 0);
  expect(await bench.value('sum(ev_charge_start_successes_total)')).toBe(started);
  expect(await bench.resets()).toEqual([]);
  await until('all traces have come', () => {
    const roots = bench.otlp.sink.spans.filter(({ parentSpanId }) => parentSpanId === '');
    return new Set(roots.map(({ traceId }) => traceId)).size === flowsIn(traffic);
  });
}

const STREAM = '--only stream';

/** A pause of the tester: what is killed is killed at no particular moment. */
const aMoment = (from: number, to: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, from + (to - from) * Math.random()));

describe('stations that charge through the gateway', () => {
  it('do not notice that the tracking process is killed and hangs, and every flow is counted once', async () => {
    const { collector, port } = await bench.run();
    const traffic = new Traffic();
    await traffic.start(port);
    const gateway = await collector.childWith('process.ts');
    let stream = 0;
    for (const _ of [1, 2, 3]) {
      stream = await collector.childWith(STREAM, stream);
      await aMoment(300, 2_500);
      process.kill(stream, 'SIGKILL');
    }
    stream = await collector.childWith(STREAM, stream);
    await until('it runs again', () => bench.isReady());
    // An endless loop, as seen from outside: it takes nothing and answers nobody.
    process.kill(stream, 'SIGSTOP');
    await aMoment(2_500, 3_000);
    process.kill(stream, 'SIGCONT');
    await aMoment(500, 1_000);
    await expectNothingHappened(traffic);
    expect(await collector.childWith('process.ts')).toBe(gateway);
    expect(collector.output.match(/the stream process ended and is started again/g)).toHaveLength(3);
  }, 58_000);

  it('do not notice that the tracking process runs out of memory, and every flow is counted once', async () => {
    const gateway = bench.keep(gatewayProcess(gatewaySettings(bench.places)));
    const traffic = new Traffic();
    await traffic.start(await gatewayPort(gateway));
    const track = (heapMb: number): RunningProcess =>
      bench.keep(
        firstcharge(['run', '--only', 'stream', '--config', bench.config], {
          NODE_OPTIONS: `--max-old-space-size=${heapMb}`,
        }),
      );
    let stream = track(1_024);
    await until('it runs', () => bench.isReady());
    await aMoment(500, 1_500);
    await stream.destroy();
    // More than such a heap can hold, sent while nobody takes it.
    const talker = await bench.connect(new Station16('CS-TALKER', traffic.port));
    const nothings = Array<never[]>(300_000).fill([]);
    await Promise.all(Array.from({ length: 20 }, () => talker.transfer(nothings)));
    for (const heapMb of [40, 46]) {
      const exhausted = track(heapMb);
      expect(await exhausted.exited).toMatchObject({ signal: 'SIGABRT' });
      expect(exhausted.output).toContain('heap out of memory');
      expect(exhausted.output).toContain('the stream runs');
    }
    stream = track(1_024);
    await expectNothingHappened(traffic);
    expect(isAlive(stream.pid) && isAlive(gateway.pid)).toBe(true);
  }, 58_000);

  it('lose their gateway with its supervisor, and no process remains', async () => {
    const { collector, port } = await bench.run();
    const station = await bench.connect(new Station16('CS-1', port));
    const gateway = await collector.childWith('process.ts');
    const stream = await collector.childWith(STREAM);
    collector.child.kill('SIGKILL');
    await until('no process remains', () => [collector.pid, gateway, stream].every((pid) => !isAlive(pid)));
    await until('the station sees it', () => station.closes === 1);
  }, 40_000);
});
