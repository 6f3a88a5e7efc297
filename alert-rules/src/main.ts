import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatSourceError } from '@firstcharge/collector/config/source-error.ts';
import { FOLDER, loadRules } from './load.ts';
import { renderRules } from './render.ts';

// Writes alert-rules/rules from source and params; with --check tells what no longer fits instead.
const check = process.argv.includes('--check');
const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
};

const loaded = loadRules();
if (!loaded.ok) for (const error of loaded.error) complain(formatSourceError(error));
else {
  const outputs = new Map(loaded.value.files.map((file) => [`rules/${file.name}`, renderRules(file)]));
  for (const name of loaded.value.unused)
    complain(`alert-rules/params.yaml: no rule uses ${name}. Fix: remove it`);
  for (const folder of ['rules']) {
    mkdirSync(join(FOLDER, folder), { recursive: true });
    for (const name of readdirSync(join(FOLDER, folder))) {
      if (outputs.has(`${folder}/${name}`)) continue;
      if (check) complain(`alert-rules/${folder}/${name} comes from no source: run \`make rules\``);
      else rmSync(join(FOLDER, folder, name));
    }
  }
  for (const [path, text] of outputs) {
    if (!check) writeFileSync(join(FOLDER, path), text);
    else if (current(path) !== text)
      complain(`alert-rules/${path} no longer says what its source says: run \`make rules\``);
  }
}

function current(path: string): string {
  try {
    return readFileSync(join(FOLDER, path), 'utf8');
  } catch {
    return '';
  }
}
