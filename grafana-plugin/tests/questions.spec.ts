import type { APIRequestContext, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { expect, test } from './harness/clicks.ts';
import { askApi, lastThirtyDays, PLUGIN, settled, worstBy } from './harness/pages.ts';
import { world } from './harness/world.ts';

const share = z.object({ ratio: z.number() });
const figures = z.object({ kpis: z.object({ first_charge_success: share }), charges_lost: z.number() });
const summary = z.object({
  current: z.object({ figures }),
  previous: z.object({ figures }).nullable(),
});
const funnel = z.object({
  stages: z.array(z.object({ stage: z.string(), reasons: z.record(z.string(), z.number()) })),
});

test.beforeEach(async ({ gotoAppPage, page }) => {
  await gotoAppPage({ pluginId: PLUGIN, path: '/performance' });
  await settled(page);
});

const points = (now: number, before: number): string => {
  const change = 100 * (now - before);
  return `${change > 0 ? '+' : '−'}${Math.abs(change).toFixed(1)}`;
};

test('how are we doing against last month', async ({ page, request, clicks }) => {
  const { from, to } = lastThirtyDays();
  const { current, previous } = await askApi(request, `summary?from=${from}&to=${to}`, summary);
  const now = current.figures.kpis.first_charge_success.ratio;
  const before = previous?.figures.kpis.first_charge_success.ratio ?? Number.NaN;
  const tile = page.getByRole('region', { name: 'First charge success' });
  await expect(tile).toContainText(`${(100 * now).toFixed(1)} %`);
  await expect(tile).toContainText(points(now, before));
  await expect(page.getByLabel('Compare with')).toHaveValue('Period before');
  expect(clicks.count()).toBe(0);
});

test('which site is worst, and why', async ({ page, request, clicks }) => {
  const stretch = lastThirtyDays();
  const [worst] = await worstBy(request, 'site', stretch);
  const where = page.getByRole('region', { name: 'Where and when' });
  const sites = where.getByRole('rowheader');
  await expect(sites.first()).toHaveText(worst?.key ?? '');
  await sites.first().getByRole('button').click();
  await expect(page).toHaveURL(new RegExp(`site=${worst?.key ?? ''}`));
  const query = new URLSearchParams({ ...stretch, site: worst?.key ?? '' });
  const { stages } = await askApi(request, `funnel?${query.toString()}`, funnel);
  const [reason, flows] = stages
    .flatMap(({ reasons }) => Object.entries(reasons))
    .sort(([, a], [, b]) => b - a)[0] ?? ['', 0];
  await expect(
    page.getByRole('button', { name: `${reason.replaceAll('_', ' ')} ${flows}`, exact: true }),
  ).toBeVisible();
  expect(clicks.count()).toBe(1);
});

test('did the last firmware make it better or worse, and how sure', async ({ page, clicks }) => {
  test.skip(world === null, 'a fleet need not have had a roll-out');
  const [last] = await page.getByRole('list', { name: 'Firmware roll-outs' }).getByRole('listitem').all();
  if (last === undefined) throw new Error('no roll-out is shown');
  await expect(last).toContainText('Voltaria Swift 150: 2.4.1 → 2.4.2');
  await expect(last).toContainText('worse');
  await expect(last).toContainText(/2\.4\.2 is worse than 2\.4\.1: −\d+\.\d \(−\d+\.\d … −\d+\.\d\) points/);
  await expect(last).toContainText(/better with a probability of \d+\.\d %/);
  expect(clicks.count()).toBe(0);
  await last.getByRole('link').click();
  const row = page.getByRole('row', { name: /^First charge success/ });
  await expect(row).toContainText(/n=\d/);
  await expect(page.getByRole('alert')).toContainText('2.4.2 is worse than 2.4.1');
  expect(clicks.count()).toBe(1);
});

test('what happened at 14:05 at this charger', async ({ page, clicks }) => {
  test.skip(world === null, 'needs the story of the recorded world');
  await page.getByRole('link', { name: 'QUAY-01' }).click();
  const field = page.getByLabel('Moment');
  await field.click();
  await field.fill('2025-10-19T14:05');
  const told = page.getByRole('region', { name: 'What happened at …' });
  await expect(told).toContainText('EVSE 1/1: charging from 12:55:21');
  await expect(told).toContainText(/Charge from 12:54:46 to 14:05:00.*interrupted.*power loss/);
  await expect(page.getByRole('heading', { level: 1, name: 'QUAY-01' })).toBeVisible();
  expect(clicks.count()).toBeLessThanOrEqual(2);
});

test('which supplier’s chargers fail drivers most', async ({ page, request, clicks }) => {
  const [worst] = await worstBy(request, 'vendor', lastThirtyDays());
  await page.getByRole('link', { name: 'Suppliers' }).click();
  const rows = page.getByRole('table', { name: 'Suppliers' }).getByRole('row');
  await expect(rows.nth(1)).toContainText(worst?.key ?? '');
  await expect(rows.nth(1)).toContainText(new Intl.NumberFormat('en-US').format(worst?.charges_lost ?? 0));
  await expect(rows.nth(1)).toContainText(/\d %/);
  expect(clicks.count()).toBe(1);
});

/** Of the year of the newest third quarter that is over. */
const thirdQuarter = (now: Date): string =>
  `${now.getUTCMonth() >= 9 ? now.getUTCFullYear() : now.getUTCFullYear() - 1}-Q3`;

const choosePeriod = async (page: Page, period: string): Promise<void> => {
  const field = page.getByLabel('Period');
  if ((await field.inputValue()) === period) return;
  await field.click();
  await field.fill(period);
  await field.press('Enter');
};

const csvOf = async (request: APIRequestContext, period: string): Promise<string> => {
  const response = await request.get(`/api/plugin-proxy/${PLUGIN}/api/v1/reports/nevi?period=${period}`, {
    headers: { Accept: 'text/csv' },
  });
  return response.text();
};

test('what do we send to NEVI for the third quarter', async ({ page, request, clicks }) => {
  const period = thirdQuarter(new Date(world?.now ?? Date.now()));
  await page.getByRole('link', { name: 'Compliance' }).click();
  await expect(page.getByRole('radio', { name: 'NEVI' })).toBeChecked();
  await choosePeriod(page, period);
  await expect(page.getByRole('region', { name: 'Network uptime' })).toContainText(/\d %/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV for the regulator' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`nevi-${period}.csv`);
  expect(await readFile(await file.path(), 'utf8')).toBe(await csvOf(request, period));
  expect(clicks.count()).toBeLessThanOrEqual(3);
});
