import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardOf } from './dashboard.ts';
import { DASHBOARDS } from './index.ts';

// Writes every dashboard as JSON. `--check` fails where a committed one no longer says what the code says.
const folder = join(import.meta.dirname, '..', 'json');
const check = process.argv.includes('--check');
for (const spec of DASHBOARDS) {
  const path = join(folder, `${spec.name}.json`);
  const text = `${JSON.stringify(dashboardOf(spec), null, 2)}\n`;
  if (!check) writeFileSync(path, text);
  else if (read(path) !== text) {
    process.stderr.write(
      `dashboards/json/${spec.name}.json is not what its source makes: run \`make dashboards\`\n`,
    );
    process.exitCode = 1;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
