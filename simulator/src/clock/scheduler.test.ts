import { describe, expect, it } from '@jest/globals';
import { Mailbox, receive, sleep } from './process.ts';
import type { Process } from './process.ts';
import { Scheduler } from './scheduler.ts';

describe('the scheduler', () => {
  it('runs timers by time, and in the order of setting where times are equal', () => {
    const scheduler = new Scheduler(0);
    const seen: string[] = [];
    for (const [ms, name] of [
      [30, 'c'],
      [10, 'a'],
      [10, 'b'],
      [50, 'late'],
    ] as const)
      scheduler.after(ms, () => seen.push(name));
    scheduler.runUntil(40);
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(scheduler.now).toBe(40);
  });

  it('lets a waiting process go on at the moment of the message, or when time runs out', () => {
    const scheduler = new Scheduler(0);
    const box = new Mailbox<string>();
    const seen: unknown[] = [];
    function* listener(): Process {
      seen.push([yield* receive(box, 100), scheduler.now]);
      seen.push([yield* receive(box, 100), scheduler.now]);
    }
    scheduler.spawn(listener());
    scheduler.after(20, () => box.post('hello'));
    scheduler.runUntil(500);
    expect(seen).toEqual([
      ['hello', 20],
      [undefined, 120],
    ]);
  });

  it('never resumes a process that was killed', () => {
    const scheduler = new Scheduler(0);
    let steps = 0;
    function* ticking(): Process {
      for (;;) {
        steps += 1;
        yield* sleep(10);
      }
    }
    const task = scheduler.spawn(ticking());
    scheduler.after(25, () => task.kill());
    scheduler.runUntil(100);
    expect(steps).toBe(3);
    expect(task.alive).toBe(false);
  });
});
