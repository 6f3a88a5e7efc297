import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

const PAGES = [
  ['/performance', 'Performance', 'Charges lost'],
  ['/flows', 'Flows', 'energy'],
  ['/stations', 'Stations', 'Firmware'],
  ['/suppliers', 'Suppliers', 'Model'],
  ['/compliance', 'Compliance', '%'],
] as const;

// A real Grafana has one React; there the matrix of versions shows the same.
test.skip(world === null, 'the workbench alone has a second lane');
test.use({ baseURL: world?.react18 });

test('the built app runs on Grafana 12.4 and React 18', async ({ gotoAppPage, page }) => {
  await gotoAppPage({ pluginId: 'firstcharge-app', path: '/performance' });
  expect(await page.evaluate('grafanaBootData.settings.buildInfo.version')).toMatch(/^12\.4\./);
  expect(await page.evaluate("System.import('react').then(({ version }) => version)")).toMatch(/^18\./);
});

for (const [path, title, word] of PAGES)
  test(`${title} has its figures there, too`, async ({ gotoAppPage, page }) => {
    await gotoAppPage({ pluginId: 'firstcharge-app', path });
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    const main = page.getByRole('main');
    await expect(main).toContainText(word);
    await expect(main).toContainText(/\d/);
    await expect(main.getByRole('alert')).toHaveCount(0);
    await expect(main.getByLabel('Loading')).toHaveCount(0);
  });

test('Configuration says there that it is connected', async ({ gotoAppConfigPage, page }) => {
  await gotoAppConfigPage({ pluginId: 'firstcharge-app' });
  await page.getByRole('button', { name: 'Test connection' }).click();
  // Nothing follows what is well.
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText([
    /The API answers$/,
    /The token of viewers is one$/,
    /The token of operators is one$/,
    /The token of administrators is one$/,
    /There are charges: [-0-9]+ – [-0-9]+$/,
  ]);
});
