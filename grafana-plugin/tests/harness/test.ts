import { expect, test as base, type PluginFixture, type PluginOptions } from '@grafana/plugin-e2e';
import { world } from './world.ts';

interface Fixtures {
  /** What the browser's console said that is ours to mend: warnings and errors. */
  readonly complaints: string[];
}

/** Said by Chromium of requests that a test makes fail on purpose, and by SystemJS of axe, which defines itself by name. */
const EXPECTED = /^Failed to load resource|named-register\.js/;

/** `@grafana/plugin-e2e`, at the moment at which the world's history ends; no test passes with a complaint in the console. */
export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        const isComplaint = message.type() === 'error' || message.type() === 'warning';
        if (isComplaint && !EXPECTED.test(message.text())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      if (world !== null) await page.clock.setFixedTime(world.now);
      await use(complaints);
      expect(complaints, 'nothing is complained about in the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
export type { PluginFixture, PluginOptions };
