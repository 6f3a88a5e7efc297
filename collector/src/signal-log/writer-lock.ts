import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, permanent, retryable, type Result } from '../model/result.ts';

const LOCK = 'lock';

/** A process by id and start: ids come round again, in containers (always 1) at every restart. */
async function processToken(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // proc_pid_stat(5): field 22, start time; fields are counted behind the command, which may hold anything.
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
  return `${pid} ${start}`;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the process that wrote `token` is still there. */
async function isHeld(token: string): Promise<boolean> {
  const pid = Number(token.split(' ')[0]);
  return Number.isInteger(pid) && pid > 0 && isRunning(pid) && (await processToken(pid)) === token;
}

const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    () => false,
  );

/** Takes the lock file away, but only if it still says `token`. */
async function removeStale(path: string, token: string): Promise<void> {
  const aside = `${path}.stale.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => token);
  if (moved.trim() !== token) await linked(aside, path);
  await rm(aside, { force: true });
}

/** A held lock. */
export interface WriterLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only writer of a directory by a lock file with its id. A lock left by a process that is gone is
 * taken over; one whose holder runs is a `permanent` failure that names it.
 */
export async function lockDirectory(directory: string): Promise<Result<WriterLock>> {
  const path = join(directory, LOCK);
  const mine = join(directory, `${LOCK}.${process.pid}`);
  try {
    await writeFile(mine, `${await processToken(process.pid)}\n`, { mode: 0o640 });
    for (let attempt = 0; attempt < 10; attempt += 1) {
      if (await linked(mine, path)) return ok({ release: () => rm(path, { force: true }) });
      const token = (await readFile(path, 'utf8').catch(() => '')).trim();
      if (await isHeld(token)) {
        const holder = token.split(' ')[0] ?? '';
        return failed(
          permanent(`${directory} is in use by process ${holder}; stop it or set another storage.directory`),
        );
      }
      await removeStale(path, token);
    }
    return failed(retryable(`${path} could not be taken`));
  } catch (error) {
    return failed(
      permanent(`${directory} cannot be locked: ${error instanceof Error ? error.message : String(error)}`),
    );
  } finally {
    await rm(mine, { force: true }).catch(() => undefined);
  }
}
