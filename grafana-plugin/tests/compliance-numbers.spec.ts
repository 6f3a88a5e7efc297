import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PLUGIN, settled } from './harness/pages.ts';
import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

test.skip(world === null, 'needs the ledger of the recorded fleet');

const CLI = join(__dirname, '..', '..', 'collector', 'src', 'main.ts');
const report = z.object({
  ports: z.array(z.object({ station: z.string() })),
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
