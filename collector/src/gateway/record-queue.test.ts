import { describe, expect, it } from '@jest/globals';
import { disconnectDraft, messageDraft } from './record-codec.ts';
import { RecordQueue } from './record-queue.ts';
import { RecordRing } from './ring.ts';

const owner = { connection: 1, station: Buffer.from('CS-1') };
const message = (size = 10) => messageDraft(owner, 1_000, 'from_station', Buffer.alloc(size), 0);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock on which every look costs `step` milliseconds. */
function queueWith(step: number, maxBytes = 1_000_000) {
  let at = 0;
  let woken = 0;
  const ring = new RecordRing({ bytes: 1 << 20, records: 10_000 });
  const clock = { now: () => 0, monotonic: () => (at += step) };
  const queue = new RecordQueue(ring, clock, maxBytes, () => woken++);
  return { ring, queue, woken: () => woken };
}

describe('RecordQueue', () => {
  it('stores nothing while bytes are carried, and all of it afterwards', async () => {
    const { ring, queue, woken } = queueWith(0);
    for (let index = 0; index < 500; index++) queue.push(message());
    expect(ring.last).toBe(0);
    await turn();
    expect(ring.last).toBe(500);
    expect(woken()).toBe(1);
  });

  it('gives the event loop back after two milliseconds', async () => {
    const { ring, queue } = queueWith(0.5);
    for (let index = 0; index < 10; index++) queue.push(message());
    await turn();
    expect(ring.last).toBe(4);
    await turn();
    expect(ring.last).toBe(8);
    await turn();
    expect(ring.last).toBe(10);
  });

  it('loses messages when too many bytes wait, counts them, and keeps the end of a connection', async () => {
    const { ring, queue } = queueWith(0, 1_000);
    for (let index = 0; index < 15; index++) queue.push(message(100));
    queue.push(disconnectDraft(owner, 1_000, 1006, null));
    await turn();
    expect(ring.dropped).toBe(5);
    expect(ring.last).toBe(16);
  });
});
