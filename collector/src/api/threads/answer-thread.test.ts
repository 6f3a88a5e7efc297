import { afterEach, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { shippedProgrammes } from '../../inventory/programmes/programmes.ts';
import { seededInventory, seededLedgerFile } from '../testkit/seeded-ledger.ts';
import { AnswerThread } from './answer-thread.ts';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const threadOf = (limitMs: number) => {
  const ledger = seededLedgerFile();
  const told: string[] = [];
  const thread = new AnswerThread(
    {
      ...{ ledger, inventory: seededInventory(), programmes: shippedProgrammes() },
      ...{ faultNames: new Map(), figureDays: 95 },
    },
    { limitMs, onLost: (why) => void told.push(why) },
  );
  stops.push(
    () => thread.stop(),
    () => rmSync(dirname(ledger), { recursive: true, force: true }),
  );
  return { thread, told };
};

describe('a thread that answers', () => {
  it('is given up with what it was asked when it takes too long, and that is told', async () => {
    const { thread, told } = threadOf(1);
    const answered = await thread.ask({ kind: 'span' });
    expect(answered).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect(told).toEqual(['a question took longer than 1 ms']);
  });

  it('tells nobody that it was asked to end', async () => {
    const { thread, told } = threadOf(60_000);
    expect((await thread.ask({ kind: 'span' })).ok).toBe(true);
    await thread.stop();
    expect(told).toEqual([]);
  });
});
