import type { APIRequestContext, Page } from '@playwright/test';
import { expect } from '@grafana/plugin-e2e';
import { z } from 'zod';
import { world } from './world.ts';

export const PLUGIN = 'firstcharge-app';
const APP = `/a/${PLUGIN}`;

const group = z.object({ key: z.string(), charges_lost: z.number() });
const breakdown = z.object({ items: z.array(group) });
const flows = z.object({
  items: z.array(z.object({ id: z.string(), station: z.string(), start: z.string(), firmware: z.string() })),
});

/** Asks the API as the pages do, through the plugin proxy. */
export const askApi = async <T>(
  request: APIRequestContext,
  path: string,
  schema: z.ZodType<T>,
): Promise<T> => {
  const response = await request.get(`/api/plugin-proxy/${PLUGIN}/api/v1/${path}`);
  expect(response.ok(), `${path} is answered`).toBe(true);
  return schema.parse(await response.json());
};

/** The groups that lost most charges in a stretch, the worst first. */
export const worstBy = async (
  request: APIRequestContext,
  by: 'site' | 'station' | 'vendor',
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly z.infer<typeof group>[]> =>
  (await askApi(request, `breakdown?by=${by}&from=${from}&to=${to}`, breakdown)).items;

export const failedFlows = async (
  request: APIRequestContext,
): Promise<readonly z.infer<typeof flows>['items'][number][]> =>
  (await askApi(request, 'flows?outcome=failed&limit=5', flows)).items;

/** Where the workbench shows the card that the app lends to others. */
export const statusPath = (station: string): string =>
  `/exposed/${PLUGIN}/station-status/v1?station=${station}`;

/** Addresses of the app's pages, each with what there is to see. */
export const pagesOf = (
  station: string,
  flow: string,
): readonly { readonly name: string; readonly path: string; readonly title: string }[] => [
  { name: 'performance', path: `${APP}/performance`, title: 'Performance' },
  { name: 'flows', path: `${APP}/flows`, title: 'Flows' },
  { name: 'flow', path: `${APP}/flows?flow=${flow}`, title: 'Flows' },
  { name: 'stations', path: `${APP}/stations`, title: 'Stations' },
  { name: 'station', path: `${APP}/stations/${station}?from=now-2d&to=now`, title: station },
  { name: 'suppliers', path: `${APP}/suppliers`, title: 'Suppliers' },
  { name: 'compliance', path: `${APP}/compliance`, title: 'Compliance' },
  { name: 'configuration', path: `/plugins/${PLUGIN}`, title: 'Firstcharge' },
  // In Grafana only another app can show it.
  ...(world === null ? [] : [{ name: 'station-status', path: statusPath(station), title: 'Station status' }]),
];

/** Waits until a page shows all that it has asked for. */
export const settled = async (page: Page): Promise<void> => {
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.getByText('Loading …')).toHaveCount(0);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
};

const DAY_MS = 86_400_000;

/** The stretch that a page shows by itself; ISO 8601. */
export const lastThirtyDays = (): { readonly from: string; readonly to: string } => {
  const to = world === null ? Math.ceil(Date.now() / 60_000) * 60_000 : Date.parse(world.now);
  return { from: new Date(to - 30 * DAY_MS).toISOString(), to: new Date(to).toISOString() };
};
