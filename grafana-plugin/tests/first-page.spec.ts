import { expect, test } from './harness/test.ts';

test('the first page shows how well drivers are charged', async ({ gotoAppPage, page }) => {
  await gotoAppPage({ pluginId: 'firstcharge-app', path: '/performance' });
  await expect(page.getByRole('heading', { level: 1, name: 'Performance' })).toBeVisible();
  for (const figure of [
    'Reliability Index',
    'First charge success',
    'Charge start success',
    'Port uptime',
    'Charges lost',
  ])
    await expect(page.getByRole('region', { name: figure })).toContainText(/\d/);
});
