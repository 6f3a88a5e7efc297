import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isAlive, until } from '../testkit/processes.ts';
import { Child, type ChildSettings } from './child.ts';
import { Supervisor } from './supervisor.ts';

const GRACE_MS = 500;

let lines: string[] = [];
let logged: string[] = [];
let children: Child[] = [];
/** Added to the clock of the children's keeper. */
let skipped = 0;
afterEach(async () => {
  for (const child of children) await child.stop(0);
  children = [];
  lines = [];
  logged = [];
  skipped = 0;
});

const note = (message: string): void => void logged.push(message);

const settings = (mood: string, over: Partial<ChildSettings> = {}): ChildSettings => ({
  name: mood,
  args: [join(import.meta.dirname, 'testdata', 'child.ts'), mood],
  environment: process.env,
  silenceMs: 600,
  required: true,
  readyLine: null,
  log: { info: note, warn: note, error: note },
  forward: (line) => void lines.push(line),
  now: () => Date.now() + skipped,
  ...over,
});

function childOf(mood: string, over?: Partial<ChildSettings>): Child {
  const child = new Child(settings(mood, over));
  children.push(child);
  return child;
}

const pidOf = (child: Child): number => child.pid ?? 0;

/** The process that follows `old`, once it says that it has begun. */
const nextAfter = (child: Child, old: number): Promise<number> =>
  until('another process runs', () => {
    const pid = pidOf(child);
    return pid !== old && lines.includes(`begun ${pid}`) ? pid : undefined;
  });

describe('a child process', () => {
  it('works once it reports', async () => {
    const child = childOf('reports');
    expect(await child.start()).toBe(true);
    expect(isAlive(pidOf(child))).toBe(true);
  });

  it('works once it says the line that is waited for, and its lines are handed on whole', async () => {
    const child = childOf('says', { readyLine: '"listening"', silenceMs: null });
    expect(await child.start()).toBe(true);
    await until('its last line has come', () => lines.includes('the rest of a line'));
  });

  it('that ends before it ever worked could not be started, and is not started again', async () => {
    const child = childOf('ends');
    expect(await child.start()).toBe(false);
    expect(child.restarts).toBe(0);
  });

  it('that ends before it ever worked, and is not required, holds nobody up and is tried again', async () => {
    const child = childOf('ends', { required: false });
    expect(await child.start()).toBe(true);
    await until('it has been tried again', () => child.restarts >= 2);
    expect(logged[0]).toBe('the ends process ended and is started again');
  });

  it('that never reports is given time to start, and then up', async () => {
    const child = childOf('hangs');
    const started = child.start();
    await until('it has begun', () => lines.includes(`begun ${pidOf(child)}`));
    skipped = 60_000;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(isAlive(pidOf(child))).toBe(true);
    skipped = 130_000;
    expect(await started).toBe(false);
  });

  it('that is killed is started again, each time', async () => {
    // Silence is not what ends it here, however slow the machine is.
    const child = childOf('reports', { silenceMs: 60_000 });
    await child.start();
    for (const restarts of [1, 2]) {
      const old = pidOf(child);
      process.kill(old, 'SIGKILL');
      await nextAfter(child, old);
      expect(child.restarts).toBe(restarts);
    }
    expect(logged).toEqual(Array(2).fill('the reports process ended and is started again'));
  });

  it('that is stopped from outside, and so falls silent, is killed and started again', async () => {
    const child = childOf('reports');
    await child.start();
    const old = pidOf(child);
    process.kill(old, 'SIGSTOP');
    await nextAfter(child, old);
    expect(isAlive(old)).toBe(false);
    expect(logged[0]).toBe('the reports process does not answer and is killed');
  });

  it('that is caught in an endless loop is killed and started again', async () => {
    const child = childOf('loops');
    await child.start();
    const old = pidOf(child);
    await nextAfter(child, old);
    expect(isAlive(old)).toBe(false);
  });

  it('that reports is left alone', async () => {
    const child = childOf('reports');
    await child.start();
    const pid = pidOf(child);
    await new Promise((resolve) => setTimeout(resolve, 1_800));
    expect([pidOf(child), child.restarts, logged]).toEqual([pid, 0, []]);
  });

  it('ends when it is asked to, and is not started again', async () => {
    const child = childOf('reports');
    await child.start();
    const pid = pidOf(child);
    await child.stop(GRACE_MS);
    expect([isAlive(pid), child.restarts]).toEqual([false, 0]);
  });

  it('that does not end when it is asked to is killed', async () => {
    const child = childOf('stays');
    await child.start();
    const pid = pidOf(child);
    const began = performance.now();
    await child.stop(GRACE_MS);
    expect(performance.now() - began).toBeGreaterThan(GRACE_MS - 50);
    expect([isAlive(pid), lines.includes('asked to end')]).toEqual([false, true]);
  });

  it('that waits to be started again is not, once it is asked to end', async () => {
    const child = childOf('reports');
    await child.start();
    process.kill(pidOf(child), 'SIGKILL');
    await until('its end is seen', () => child.restarts === 1);
    const pid = pidOf(child);
    await child.stop(GRACE_MS);
    // That nothing happens can only be waited for: longer than the delay before a restart.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(pidOf(child)).toBe(pid);
  });
});

describe('a supervisor', () => {
  it('names the child that could not be started', async () => {
    const supervisor = new Supervisor([settings('reports'), settings('ends')]);
    expect(await supervisor.start()).toBe('ends');
    const { reports = 0 } = supervisor.pids();
    await supervisor.stop();
    expect(isAlive(reports)).toBe(false);
  });

  it('starts its children at once: one that takes long holds up no other', async () => {
    const supervisor = new Supervisor([
      settings('hangs'),
      settings('says', { readyLine: 'listening', silenceMs: null }),
    ]);
    void supervisor.start();
    await until('the second one works', () => lines.some((line) => line.includes('listening')));
    expect(Object.values(supervisor.pids()).filter((pid) => isAlive(pid ?? 0))).toHaveLength(2);
    await supervisor.stop();
  });

  it('runs its children side by side: the end of one is nothing to the others', async () => {
    const supervisor = new Supervisor([
      settings('reports'),
      settings('says', { readyLine: 'listening', silenceMs: null }),
    ]);
    expect(await supervisor.start()).toBeNull();
    const { reports = 0, says = 0 } = supervisor.pids();
    process.kill(reports, 'SIGKILL');
    await until('the killed one runs again', () => {
      const pid = supervisor.pids()['reports'] ?? 0;
      return pid !== reports && isAlive(pid);
    });
    expect(supervisor.pids()['says']).toBe(says);
    await supervisor.stop();
    expect(Object.values(supervisor.pids()).filter((pid) => isAlive(pid ?? 0))).toEqual([]);
  });
});
