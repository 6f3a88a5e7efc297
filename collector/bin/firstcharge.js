#!/usr/bin/env node
// Plain JavaScript that any Node from 18 on can read: it finds a Node that can run the TypeScript behind it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED = [24, 18];
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '..', 'src', 'main.ts');

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/** The project's own Node in the nearest folder upwards that has one. */
function findProjectNode(folder) {
  const node = join(folder, '.tools', 'node', 'node_modules', 'node', 'bin', 'node');
  if (existsSync(node)) return node;
  return dirname(folder) === folder ? null : findProjectNode(dirname(folder));
}

function runWith(node) {
  const args = [
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(import.meta.url),
    ...process.argv.slice(2),
  ];
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to the child, too; a second one would mean "stop at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => {
    console.error(`firstcharge: ${node} cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) =>
    process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
  );
}

async function runHere() {
  nodeModule.enableCompileCache?.();
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') console.error(warning.stack ?? String(warning));
  });
  await import(pathToFileURL(main).href);
}

if (isNewEnough(process.versions.node)) await runHere();
else {
  const node = findProjectNode(here);
  if (node !== null) runWith(node);
  else {
    console.error(
      `firstcharge needs Node.js ${NEEDED.join('.')} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
        'Install it from https://nodejs.org, or let the project fetch its own: run `make` in the project folder.',
    );
    process.exit(1);
  }
}
