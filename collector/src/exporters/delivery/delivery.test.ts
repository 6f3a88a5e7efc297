import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Failure, failed, ok, permanent, type Result, retryable } from '../../model/result.ts';
import { backoffMs, retryAfterMs } from './backoff.ts';
import { deliveryConfig } from './config.ts';
import { Delivery } from './delivery.ts';
import { HandTimer, settle } from './testdata/hand-timer.ts';

type Answer = Failure | 'ok' | 'hang' | 'throw';

/** A delivery whose other side gives the scripted answers, then accepts. */
const delivery = (answers: Answer[], settings: object = {}) => {
  const timer = new HandTimer();
  const sent: { what: string; at: number }[] = [];
  const warnings: string[] = [];
  const subject = new Delivery<string>({
    config: deliveryConfig.parse(settings),
    timer,
    random: () => 0,
    warn: (message) => warnings.push(message),
    send: (what): Promise<Result<void>> => {
      sent.push({ what, at: timer.now() });
      const answer = answers.shift() ?? 'ok';
      if (answer === 'throw') throw new Error('broken');
      if (answer === 'hang') return new Promise(() => undefined);
      return Promise.resolve(answer === 'ok' ? ok(undefined) : failed(answer));
    },
  });
  return { subject, timer, sent, warnings };
};

describe('delivery', () => {
  it('sends in order, one at a time, and counts items', async () => {
    const { subject, sent } = delivery([]);
    subject.offer('a', 10);
    subject.offer('b', 5);
    await settle();
    expect(sent.map(({ what }) => what)).toEqual(['a', 'b']);
    expect(subject.counts).toEqual({ accepted: 15, sent: 15, failed: 0, dropped: 0, retries: 0 });
  });

  it('repeats what may be repeated, waiting twice as long each time', async () => {
    const away = retryable('away');
    const { subject, timer, sent } = delivery([away, away, away]);
    subject.offer('a', 1);
    await timer.turn(60_000);
    expect(sent.map(({ at }) => at)).toEqual([0, 500, 1500, 3500]);
    expect(subject.counts).toMatchObject({ sent: 1, retries: 3 });
  });

  it('waits at least as long as the other side asked', async () => {
    const { subject, timer, sent } = delivery([retryable('busy', 7000)]);
    subject.offer('a', 1);
    await timer.turn(60_000);
    expect(sent.map(({ at }) => at)).toEqual([0, 7000]);
  });

  it('does not wait for ever because the other side asked', () => {
    const { retry_on_failure: retry } = deliveryConfig.parse({});
    expect(backoffMs(1, retry, 0, 1e12)).toBe(300_000);
  });

  it('passes over what is refused for good', async () => {
    const { subject, sent, warnings } = delivery([permanent('status 400')]);
    subject.offer('bad', 3);
    subject.offer('good', 2);
    await settle();
    expect(sent.map(({ what }) => what)).toEqual(['bad', 'good']);
    expect(subject.counts).toMatchObject({ sent: 2, failed: 3, retries: 0 });
    expect(warnings).toEqual(['refused for good: status 400']);
  });

  it('takes silence and a sender that throws as reasons to repeat', async () => {
    const { subject, timer, sent } = delivery(['hang', 'throw']);
    subject.offer('a', 1);
    await timer.turn(60_000);
    expect(sent.map(({ at }) => at)).toEqual([0, 10_500, 11_500]);
    expect(subject.counts).toMatchObject({ sent: 1, retries: 2 });
  });

  it('gives up after a while, counts that, and goes on with the next', async () => {
    const down = Array.from({ length: 30 }, () => retryable('away'));
    const { subject, timer } = delivery(down, { retry_on_failure: { give_up_seconds: 20 } });
    subject.offer('a', 4);
    await timer.turn(20_000);
    expect(subject.counts).toMatchObject({ accepted: 4, dropped: 4 });
    expect(subject.size).toBe(0);
  });

  it('loses the oldest that waits when the queue is full, never the newest', async () => {
    const { subject, timer, sent } = delivery([retryable('away')], { sending_queue: { size: 2 } });
    for (const what of ['a', 'b', 'c', 'd']) subject.offer(what, 1);
    await timer.turn(10_000);
    expect(sent.map(({ what }) => what)).toEqual(['a', 'a', 'c', 'd']);
    expect(subject.counts).toMatchObject({ accepted: 4, sent: 3, dropped: 1 });
  });

  it('hands on what waits when it stops, and drops the rest at the deadline', async () => {
    const { subject, timer } = delivery(['ok', 'hang']);
    for (const what of ['a', 'b', 'c']) subject.offer(what, 1);
    const stopped = subject.stop(5000);
    await timer.turn(5000);
    await stopped;
    await settle();
    expect(subject.counts).toMatchObject({ accepted: 3, sent: 1, dropped: 2 });
    subject.offer('d', 1);
    expect(subject.counts).toMatchObject({ accepted: 4, dropped: 3 });
  });

  it('accounts for every item, whatever the other side does', async () => {
    const answer = fc.constantFrom<Answer>(
      'ok',
      'hang',
      'throw',
      retryable('x'),
      retryable('x', 90_000),
      permanent('y'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { maxLength: 12 }),
        fc.array(fc.nat(20), { maxLength: 8 }),
        async (answers, items) => {
          const { subject, timer } = delivery(answers, { sending_queue: { size: 3 } });
          for (const count of items) {
            subject.offer('x', count);
            await timer.turn(700);
          }
          await timer.turn(3_600_000);
          const { accepted, sent, failed: refused, dropped } = subject.counts;
          expect(accepted).toBe(items.reduce((sum, count) => sum + count, 0));
          expect(sent + refused + dropped).toBe(accepted);
          expect(subject.size).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the wait before a repetition', () => {
  const { retry_on_failure: retry } = deliveryConfig.parse({});

  it('is spread over the upper half and bounded', () => {
    expect(backoffMs(1, retry, 0)).toBe(500);
    expect(backoffMs(1, retry, 0.999)).toBeCloseTo(999.5);
    expect(backoffMs(1000, retry, 0)).toBe(15_000);
  });

  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2026-11-01T10:00:00Z');
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Sun, 01 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Sun, 01 Nov 2026 09:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('soon', now)).toBe(0);
    expect(retryAfterMs(null, now)).toBe(0);
  });
});
