import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Batch } from '../../model/batch.ts';
import { encodeArrival } from '../../signal-log/arrival-line.ts';
import { ocppLogFactory } from './factory.ts';
import type { OcppLogReceiver } from './ocpp-log.ts';

const tick = (receivedAt: number): string => `${encodeArrival({ kind: 'tick', receivedAt })}\n`;

let directory = '';
let path = '';
let batches: Batch[] = [];
let receiver: OcppLogReceiver | null = null;
const failures: string[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'firstcharge-ocpp-log-'));
  path = join(directory, 'ocpp.jsonl');
  batches = [];
  failures.length = 0;
});
afterEach(async () => {
  await receiver?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const received = (): number[] =>
  batches.flatMap(({ arrivals }) => arrivals.map(({ receivedAt }) => receivedAt));

async function start(
  config: object,
  positions: ReadonlyMap<string, number> = new Map(),
): Promise<OcppLogReceiver> {
  receiver = ocppLogFactory.create(
    { id: 'ocpp_log', redact: (frame) => frame, onFailure: ({ message }) => failures.push(message) },
    ocppLogFactory.schema.parse({ include: [path], poll_interval: '5ms', ...config }),
  );
  const started = await receiver.start(async (batch) => void batches.push(batch), positions);
  expect(started.ok).toBe(true);
  return receiver;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not in time; received ${received().join(' ')}`);
    await setTimeout(2);
  }
}

const positionsNow = (): Map<string, number> =>
  new Map(
    batches.flatMap(({ position }) => (position === undefined ? [] : [[position.source, position.sequence]])),
  );

describe('the ocpp_log receiver', () => {
  it('reads all files of a pattern in order of name and finishes', async () => {
    writeFileSync(join(directory, 'b.jsonl'), tick(2));
    writeFileSync(join(directory, 'a.jsonl'), tick(1));
    const { finished } = await start({ include: [join(directory, '*.jsonl')] });
    await finished;
    expect(received()).toEqual([1, 2]);
  });

  it('does not read again what was journalled before', async () => {
    writeFileSync(path, tick(1) + tick(2));
    await (
      await start({})
    ).finished;
    const positions = positionsNow();
    batches = [];
    appendFileSync(path, tick(3));
    renameSync(path, join(directory, 'renamed.jsonl'));
    await (
      await start({ include: [join(directory, 'renamed.jsonl')] }, positions)
    ).finished;
    expect(received()).toEqual([3]);
  });

  it('tells that a file could not be read and reads the others', async () => {
    writeFileSync(path, tick(1));
    await (
      await start({ include: [join(directory, 'missing.jsonl'), path] })
    ).finished;
    expect(received()).toEqual([1]);
    expect(failures).toEqual([expect.stringContaining('missing.jsonl cannot be read')]);
  });

  it('refuses to start when a pattern matches nothing', async () => {
    const none = ocppLogFactory.create(
      { id: 'ocpp_log', redact: (frame) => frame, onFailure: () => undefined },
      ocppLogFactory.schema.parse({ include: [join(directory, '*.nothing')] }),
    );
    expect(await none.start(async () => undefined, new Map())).toMatchObject({ ok: false });
  });

  it('hands on the next piece only when the one before is durable', async () => {
    writeFileSync(path, Array.from({ length: 40_000 }, (_, index) => tick(index)).join(''));
    let open = 0;
    let most = 0;
    const slow = ocppLogFactory.create(
      { id: 'ocpp_log', redact: (frame) => frame, onFailure: () => undefined },
      ocppLogFactory.schema.parse({ include: [path] }),
    );
    await slow.start(async () => {
      most = Math.max(most, (open += 1));
      await setTimeout(1);
      open -= 1;
    }, new Map());
    await slow.finished;
    expect(most).toBe(1);
  });
});

describe('the ocpp_log receiver that follows', () => {
  it('waits for a file, and reads a line once its line break is there', async () => {
    await start({ follow: true });
    writeFileSync(path, tick(1).slice(0, 20));
    appendFileSync(path, tick(1).slice(20) + tick(2).slice(0, 10));
    await until(() => received().length === 1);
    appendFileSync(path, tick(2).slice(10));
    await until(() => received().length === 2);
    expect(received()).toEqual([1, 2]);
  });

  it('loses nothing and repeats nothing when the file is renamed and begun anew', async () => {
    writeFileSync(path, tick(1));
    await start({ follow: true });
    await until(() => received().length === 1);
    appendFileSync(path, tick(2));
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, tick(3));
    writeFileSync(path, tick(4));
    await until(() => received().length === 4);
    expect(received()).toEqual([1, 2, 3, 4]);
  });

  it('begins anew when the file was truncated, even if it has grown beyond its old size', async () => {
    writeFileSync(path, tick(1));
    await start({ follow: true });
    await until(() => received().length === 1);
    writeFileSync(path, tick(2) + tick(3));
    await until(() => received().length === 3);
    expect(received()).toEqual([1, 2, 3]);
  });

  it('reads a table that is truncated to its header and goes on, also after a restart', async () => {
    const header = 'station,time,direction,frame\n';
    const row = (number: number): string =>
      `CS-1,2026-11-01 10:00:0${number},received,"[2,""${number}"",""Heartbeat"",{}]"\n`;
    const ids = (): unknown[] =>
      batches.flatMap(({ arrivals }) =>
        arrivals.map((arrival) => (arrival.kind === 'frame' ? arrival.frame?.[1] : null)),
      );
    writeFileSync(path, header + row(1) + row(2));
    const first = await start({ follow: true, format: 'csv' });
    await until(() => ids().length === 2);
    writeFileSync(path, header + row(3));
    await until(() => ids().length === 3);
    await first.stop();
    // The journal keeps the highest of each source.
    const positions = positionsNow();
    appendFileSync(path, row(4) + row(5) + row(6));
    const second = await start({ follow: true, format: 'csv' }, positions);
    await until(() => ids().length === 6);
    await second.stop();
    expect(ids()).toEqual(['1', '2', '3', '4', '5', '6']);
    // Positions of a source only rise: what does not is taken for a repetition.
    for (const source of positionsNow().keys()) {
      const told = batches.flatMap(({ position }) =>
        position !== undefined && position.source === source ? [position.sequence] : [],
      );
      expect(told).toEqual([...new Set(told)].sort((one, other) => one - other));
    }
  });

  it('hands on nothing more after its stop', async () => {
    writeFileSync(path, tick(1));
    const running = await start({ follow: true });
    await until(() => received().length === 1);
    await running.stop();
    await running.finished;
    appendFileSync(path, tick(2));
    await setTimeout(20);
    expect(received()).toEqual([1]);
  });
});
