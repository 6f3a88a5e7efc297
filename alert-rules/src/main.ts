import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatSourceError } from '@firstcharge/collector/config/source-error.ts';
import { lint } from './lint.ts';
import { FOLDER, loadRules } from './load.ts';
import { OUTPUT_FOLDERS, outputsOf } from './outputs.ts';
import { promtool } from './promtool.ts';
import { readSurroundings } from './surroundings.ts';

// Writes alert-rules/rules and alert-rules/grafana from source and params. With --check it writes nothing and tells what is missing:
// drift, runbooks, cases, labels, names of metrics, and what promtool says of the rules.
const check = process.argv.includes('--check');
const complain = (line: string): void => {
  process.stderr.write(`alert-rules: ${line}\n`);
  process.exitCode = 1;
};

const loaded = loadRules();
if (!loaded.ok) for (const error of loaded.error) complain(formatSourceError(error));
else {
  const { files, params, unused } = loaded.value;
  const outputs = outputsOf(files, params);
  for (const folder of OUTPUT_FOLDERS) {
    mkdirSync(join(FOLDER, folder), { recursive: true });
    for (const name of readdirSync(join(FOLDER, folder))) {
      if (outputs.has(`${folder}/${name}`)) continue;
      if (check) complain(`${folder}/${name} comes from no source. Fix: run \`make rules\``);
      else rmSync(join(FOLDER, folder, name));
    }
  }
  for (const [path, text] of outputs) {
    if (!check) writeFileSync(join(FOLDER, path), text);
    else if (current(path) !== text)
      complain(`${path} no longer says what its source says. Fix: run \`make rules\``);
  }
  if (check) {
    for (const name of unused) complain(`params.yaml: no rule uses ${name}. Fix: remove it`);
    for (const problem of lint(files, readSurroundings(FOLDER))) complain(problem);
    const said = promtool(FOLDER, 'check');
    if (said !== null) complain(said);
  }
}

function current(path: string): string {
  try {
    return readFileSync(join(FOLDER, path), 'utf8');
  } catch {
    return '';
  }
}
