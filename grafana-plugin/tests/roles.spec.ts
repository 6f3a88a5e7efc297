import type { BrowserContext } from '@playwright/test';
import { z } from 'zod';
import { askApi, PLUGIN, settled } from './harness/pages.ts';
import { expect, test } from './harness/test.ts';
import { grafanaUrl, world } from './harness/world.ts';

test.skip(world === null, 'Grafana’s own users have passwords; the workbench lets a test choose who looks');

const exclusions = z.object({ items: z.array(z.object({ id: z.string(), version: z.string() })) });

const lookAs = (context: BrowserContext, role: 'Viewer' | 'Editor' | 'Admin'): Promise<void> =>
  context.addCookies([{ name: 'workbench_role', value: role, url: grafanaUrl() }]);

test('a viewer sees exclusions, and that an editor decides about them', async ({ context, page }) => {
  await lookAs(context, 'Viewer');
  await page.goto(`/a/${PLUGIN}/compliance`);
  await settled(page);
  const table = page.getByRole('table', { name: 'Exclusions' });
  await expect(table.getByText('an editor decides').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Configuration' })).toHaveCount(0);
});

test('a viewer who asks the API without the page is refused', async ({ context, page, request }) => {
  await lookAs(context, 'Viewer');
  const [first] = (await askApi(request, 'exclusions?state=proposed&limit=1', exclusions)).items;
  await page.goto(`/a/${PLUGIN}/compliance`);
  const status = await page.evaluate(
    async (path) => (await fetch(path, { method: 'POST', body: '{}' })).status,
    `/api/plugin-proxy/${PLUGIN}/api/v1/exclusions/${first?.id ?? ''}/approve`,
  );
  expect(status).toBe(403);
});

test('an editor rejects an exclusion with a reason, and finds it among the rejected', async ({
  context,
  page,
}) => {
  await lookAs(context, 'Editor');
  await page.goto(`/a/${PLUGIN}/compliance`);
  await settled(page);
  await page.getByRole('button', { name: 'Reject' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Reject the exclusion' });
  await expect(dialog.getByRole('button', { name: 'Reject' })).toBeDisabled();
  await dialog.getByLabel('Reason').fill('The car charged elsewhere ten minutes later');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('radio', { name: 'rejected' }).click();
  await expect(page.getByRole('table', { name: 'Exclusions' }).getByRole('row')).toHaveCount(2);
});

test('an administrator is told which steps of the connection hold', async ({ context, page }) => {
  await lookAs(context, 'Admin');
  await page.goto(`/plugins/${PLUGIN}`);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'There are charges' })).toBeVisible();
  await expect(page.getByTitle('failed')).toHaveCount(0);
});
