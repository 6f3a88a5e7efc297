import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What promtool says against the rule files or their cases; null when it agrees. */
export function promtool(folder: string, what: 'check' | 'test', files?: readonly string[]): string | null {
  const below = what === 'check' ? 'rules' : 'tests';
  const all = files ?? readdirSync(join(folder, below)).filter((file) => file.endsWith('.yaml'));
  const { status, stdout, stderr, error } = spawnSync('promtool', [what, 'rules', ...all], {
    cwd: join(folder, below),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) return 'promtool is not installed: `make packages`';
  return status === 0 ? null : `${stdout}${stderr}`.trim();
}
