import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './error-code.ts';
import { Problem } from './problem.ts';

const NAME = 'demo.pid';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

/** Takes a folder for this process alone; the answer gives it back. Throws a Problem while another demo runs in it. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, NAME);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, `${process.pid}\n`);
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const pid = Number(readFileSync(path, 'utf8'));
      if (Number.isInteger(pid) && pid > 0 && isRunning(pid))
        throw new Problem(
          `Another demo (process ${pid}) runs in ${folder}. End it first, or name another folder with --folder.`,
        );
      // Left behind by one that was killed.
      rmSync(path, { force: true });
    }
  }
  throw new Problem(`${path} cannot be made; another demo starts in ${folder} just now.`);
}
