import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { charges } from '../fleet/charges.ts';
import { fleetOf, inventoryOf } from '../fleet/fleet.ts';
import { writeLedger } from '../fleet/write-ledger.ts';
import { recordedSeries } from '../series/recorded.ts';
import { writeSeries } from '../series/write-series.ts';

const DAY_MS = 86_400_000;

const settings = z.strictObject({
  stations: z.number(),
  days: z.number(),
  flows: z.number(),
});
export type WorldSettings = z.infer<typeof settings>;
const written = settings.extend({ from: z.number(), to: z.number(), samples: z.number() });
export type WrittenWorld = z.infer<typeof written>;

/** The data of an earlier run, where these are the same; null: there are none. */
function readWorld(file: string, wanted: WorldSettings): WrittenWorld | null {
  if (!existsSync(file)) return null;
  const found = written.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!found.success) return null;
  const same = (['stations', 'days', 'flows'] as const).every((name) => found.data[name] === wanted[name]);
  return same ? found.data : null;
}

/** Writes the ledger and the recorded series of a fleet, up to the last midnight; what an earlier run left in the folder is used again. */
export function writeWorld(folder: string, wanted: WorldSettings, say: (text: string) => void): WrittenWorld {
  const file = join(folder, 'world.json');
  const known = readWorld(file, wanted);
  if (known !== null) return known;
  const api = join(folder, 'api');
  const prometheus = join(folder, 'prometheus');
  for (const place of [file, api, prometheus]) rmSync(place, { recursive: true, force: true });
  mkdirSync(api, { recursive: true });
  const to = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const from = to - wanted.days * DAY_MS;
  const fleet = fleetOf(wanted.stations);
  writeFileSync(join(api, 'inventory.yaml'), inventoryOf(fleet));
  writeLedger(join(api, 'ledger.sqlite'), charges(fleet, { flows: wanted.flows, from, to }));
  say(`a ledger of ${wanted.flows} flows`);
  const samples = writeSeries(prometheus, recordedSeries(fleet, { from, to }), { from, to });
  say(`${samples} samples of recorded series`);
  const world = { ...wanted, from, to, samples };
  writeFileSync(file, JSON.stringify(world));
  return world;
}
