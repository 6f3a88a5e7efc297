import AxeBuilder from '@axe-core/playwright';
import { failedFlows, pagesOf, settled } from './harness/pages.ts';
import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

const THEMES = ['dark', 'light'] as const;
/** A screen, and half of one. */
const WIDTHS = [1440, 900];
const SERIOUS = ['serious', 'critical'];

for (const theme of THEMES) {
  for (const [index, { name }] of pagesOf('', '').entries()) {
    test(`${name} can be read in ${theme}, on a wide and on a narrow screen`, async ({ page, request }) => {
      const [flow] = await failedFlows(request);
      const { path, title } = pagesOf(flow?.station ?? '', flow?.id ?? '')[index] ?? { path: '', title: '' };
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
      // Behind a drawer it is hidden from assistive technology.
      await expect(page.locator('h1', { hasText: title })).toBeVisible();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        await page.screenshot({
          path: `playwright/screenshots/${name}-${theme}-${width}.png`,
          fullPage: true,
        });
        expect(wide, 'nothing is wider than the screen').toBeLessThanOrEqual(width);
      }
      // The frame around the page is the workbench's, or Grafana's own business.
      const axe = new AxeBuilder({ page });
      const { violations } = await (world === null ? axe.include('main') : axe).analyze();
      const found = violations.filter(({ impact }) => SERIOUS.includes(impact ?? ''));
      expect(
        found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`),
      ).toEqual([]);
    });
  }
}
