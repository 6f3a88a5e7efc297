/*
 * Sees to it that nothing outlives the demo, however the demo ends. Reads process groups from standard input, one a line;
 * when that closes, because the demo has ended or was killed, it ends those that are still there.
 */
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

const GRACE_MS = 15_000;
const LOOK_MS = 100;

const groups = new Set<number>();

function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const group = Number(line);
  if (Number.isInteger(group) && group > 1) groups.add(group);
  else if (Number.isInteger(-group) && -group > 1) groups.delete(-group);
}

for (const group of groups) signalGroup(group, 'SIGTERM');
for (
  let waited = 0;
  waited < GRACE_MS && [...groups].some((group) => signalGroup(group, 0));
  waited += LOOK_MS
)
  await setTimeout(LOOK_MS);
for (const group of groups) signalGroup(group, 'SIGKILL');
