import type { Page, Route } from '@playwright/test';
import { PLUGIN, settled } from './harness/pages.ts';
import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

const API = `**/api/plugin-proxy/${PLUGIN}/**`;

const answering =
  (status: number, body: object = {}) =>
  (route: Route): Promise<void> =>
    route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) });

const title = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text }).first();

test('an app that nobody has connected says so, and shows an administrator the way', async ({ page }) => {
  test.skip(world === null, 'this Grafana is connected');
  await page.goto(`${world?.unconfigured ?? ''}/a/${PLUGIN}/performance`);
  await expect(page.getByText('Firstcharge is not connected to a collector yet')).toBeVisible();
  await page.getByRole('link', { name: 'Connect it' }).click();
  await expect(page.getByLabel('Address of the collector’s API')).toBeVisible();
});

test('an app that nobody has connected sends a viewer to an administrator', async ({ context, page }) => {
  test.skip(world === null, 'this Grafana is connected');
  const url = world?.unconfigured ?? '';
  await context.addCookies([{ name: 'workbench_role', value: 'Viewer', url }]);
  await page.goto(`${url}/a/${PLUGIN}/performance`);
  await expect(page.getByText('Ask an administrator to open the configuration of this app.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Connect it' })).toHaveCount(0);
});

test('a collector that is away is told, and shown again once it is back', async ({ page }) => {
  await page.route(API, answering(502));
  await page.goto(`/a/${PLUGIN}/flows`);
  await expect(title(page, 'The collector cannot be reached')).toBeVisible();
  await page.unroute(API);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await settled(page);
  await expect(page.getByRole('table', { name: 'Charge flows' })).toBeVisible();
});

test('one view that fails leaves the others as they are', async ({ page }) => {
  await page.route(`${API}/funnel?*`, answering(500, { detail: 'the ledger is being repaired' }));
  await page.goto(`/a/${PLUGIN}/performance`);
  const lost = page.getByRole('region', { name: 'Where drivers are lost' });
  await expect(lost).toContainText('Something went wrong in the collector');
  await expect(lost).toContainText('the ledger is being repaired');
  await expect(page.getByRole('region', { name: 'First charge success' })).toContainText(/\d %/);
});

test('a token that is not accepted is told apart from a collector that is away', async ({ page }) => {
  await page.route(API, answering(401));
  await page.goto(`/a/${PLUGIN}/suppliers`);
  await expect(title(page, 'does not accept the token of this app')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('a time without charges is told as such, not as zeroes', async ({ page }) => {
  await page.goto(`/a/${PLUGIN}/performance?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z`);
  await expect(page.getByText('No charges in this time range and with these filters')).toBeVisible();
});
