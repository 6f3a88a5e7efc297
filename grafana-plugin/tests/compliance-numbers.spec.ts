import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { whole } from './harness/as-read.ts';
import { PLUGIN, settled } from './harness/pages.ts';
import { cells } from './harness/tables.ts';
import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

test.skip(world === null, 'needs the ledger of the recorded fleet');

const CLI = join(__dirname, '..', '..', 'collector', 'src', 'main.ts');
const report = z.object({
  ports: z.array(
    z.object({
      station: z.string(),
      site: z.string(),
      applies: z.boolean().nullable(),
      months: z.array(z.object({ window: z.object({ t_outage_minutes: z.number() }) })),
    }),
  ),
  network: z.object({ uptime: z.number().nullable(), ports: z.number(), t_outage_minutes: z.number() }),
});

for (const programme of ['nevi', 'cec', 'uk'])
  test(`the file from Compliance is that of report --uptime ${programme}, byte for byte`, async ({
    page,
  }) => {
    const { ledger = '', inventory = '' } = world ?? {};
    const folder = mkdtempSync(join(tmpdir(), 'firstcharge-report-'));
    try {
      const args = ['report', '--uptime', programme, '--ledger', dirname(ledger), '--inventory', inventory];
      const run = (...more: readonly string[]) =>
        execFileSync(process.execPath, [CLI, ...args, '--quarter', '2025Q3', ...more], {
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
        });
      await page.goto(`/a/${PLUGIN}/compliance?programme=${programme}&period=2025-Q3`);
      await settled(page);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV for the regulator' }).click(),
      ]);
      const saved = join(folder, 'report.csv');
      await download.saveAs(saved);
      expect(readFileSync(saved, 'utf8').trim()).toBe(run('--format', 'csv', '--rows', 'ports').trim());
      const { ports, network } = report.parse(JSON.parse(run('--format', 'json')));
      const tile = (name: string) => page.getByRole('region', { name, exact: true });
      if (network.uptime !== null)
        await expect(tile('Network uptime')).toContainText((100 * network.uptime).toFixed(2));
      await expect(tile('Ports below')).toContainText(`of ${network.ports} ports`);
      const minutes = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(
        network.t_outage_minutes,
      );
      await expect(tile('Outage')).toContainText(`${minutes} min`);
      for (const { station } of ports) await expect(page.getByText(station).first()).toBeVisible();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

test('at one site Compliance has the ports of that site alone, and what they add up to', async ({ page }) => {
  const { ledger = '', inventory = '' } = world ?? {};
  const text = execFileSync(
    process.execPath,
    [
      ...[CLI, 'report', '--uptime', 'nevi', '--ledger', dirname(ledger), '--inventory', inventory],
      ...['--quarter', '2025Q3', '--format', 'json'],
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const own = report.parse(JSON.parse(text)).ports.filter(({ site }) => site === 'mesa');
  const applicable = own.filter(({ applies }) => applies === true);
  const outage = applicable.reduce(
    (sum, { months }) => sum + (months.at(-1)?.window.t_outage_minutes ?? Number.NaN),
    0,
  );
  await page.goto(`/a/${PLUGIN}/compliance?programme=nevi&period=2025-Q3&site=mesa`);
  await settled(page);
  const rows = await cells(page.getByRole('table', { name: 'Ports' }));
  expect(rows.map(([, station]) => station).sort()).toEqual(own.map(({ station }) => station).sort());
  await expect(page.getByRole('region', { name: 'Uptime of mesa' })).toContainText(/\d %/);
  await expect(page.getByRole('region', { name: 'Ports below' })).toContainText(
    `of ${applicable.length} ports`,
  );
  await expect(page.getByRole('region', { name: 'Outage', exact: true })).toContainText(
    `${whole(outage)} min`,
  );
  for (const [where] of await cells(page.getByRole('table', { name: 'Exclusions' })))
    expect(where).toMatch(/^mesa\b/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV of this site' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('nevi-2025-Q3-mesa.csv');
  const [, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines.length).toBeGreaterThanOrEqual(own.length);
  for (const line of lines) expect(line).toMatch(/MESA-\d\d/);
});
