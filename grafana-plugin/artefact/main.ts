import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { builtArtefact, readZip, writeZip } from './artefact.ts';
import { archiveName, findingsIn } from './check.ts';
import { sizesOf } from './checks/sizes.ts';

const USAGE = `Packs the built plugin and checks the archive.

  --dist FOLDER   the built plugin (dist)
  --out FOLDER    where the archive goes (release)
  --check FILE    checks an archive that is there, and packs nothing
`;

const HOME = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    dist: { type: 'string', default: join(HOME, 'dist') },
    out: { type: 'string', default: join(HOME, 'release') },
    check: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const pack = (): string => {
  const built = builtArtefact(resolve(values.dist));
  const path = join(resolve(values.out), archiveName(built));
  mkdirSync(resolve(values.out), { recursive: true });
  writeFileSync(path, writeZip(built));
  return path;
};

// What is checked is what was written.
const path = values.check ?? pack();
const artefact = readZip(readFileSync(path));
const findings = findingsIn(artefact, [join(HOME, '..'), homedir(), tmpdir()]);
for (const finding of findings) process.stderr.write(`${finding}\n`);
const { firstPage, entry } = sizesOf(artefact);
process.stdout.write(
  `${path}: ${artefact.files.size} files, first page ${Math.ceil(firstPage / 1_000)} kB gzip, entry ${Math.ceil(entry / 1_000)} kB, ${findings.length} findings\n`,
);
process.exitCode = findings.length === 0 ? 0 : 1;
