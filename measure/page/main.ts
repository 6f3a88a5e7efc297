import { mkdirSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { figureTable, table, writeFigures } from '../figures/figures.ts';
import { FILTER_CHANGES } from './browser/filter-changes.ts';
import { measurePage } from './browser/measure-page.ts';
import { pageFigures } from './page-figures.ts';
import { endpointTimes } from './world/endpoints.ts';
import { runWorld } from './world/run-world.ts';
import { writeWorld } from './world/write-world.ts';

const { values } = parseArgs({
  options: {
    stations: { type: 'string', default: '10000' },
    days: { type: 'string', default: '30' },
    flows: { type: 'string', default: '1000000' },
    /** Data stay here for the next run. */
    folder: { type: 'string', default: join(tmpdir(), 'firstcharge-page') },
  },
});
const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
};
mkdirSync(values.folder, { recursive: true });
const wanted = {
  stations: Number(values.stations),
  days: Number(values.days),
  flows: Number(values.flows),
};
const written = writeWorld(values.folder, wanted, say);
const world = await runWorld(values.folder);
try {
  say('Prometheus, API and workbench are ready');
  const page = await measurePage({ url: world.workbench, ...written, changes: FILTER_CHANGES });
  const endpoints = await endpointTimes({ ...world, ...written });
  const figures = pageFigures(page, endpoints);
  const requests = page.asked.map(({ url, ms }) => [decodeURIComponent(url).slice(0, 90), ms.toFixed(0)]);
  process.stdout.write(
    `${[
      table([['what the page asked for', 'ms'], ...requests]),
      ...page.complaints,
      figureTable(figures),
      `load average of the machine: ${loadavg()[0]?.toFixed(1) ?? ''}`,
    ].join('\n\n')}\n`,
  );
  if (!writeFigures('page', figures)) process.exitCode = 1;
} finally {
  await world.stop();
}
