import { expect, test as base } from './test.ts';

/** Clicks that a reader may need for an answer. */
const MOST = 3;

interface Fixtures {
  /** How many clicks the browser has seen, of the mouse or of a key that presses a button. */
  readonly clicks: { readonly count: () => number };
}

/** A `test` that fails at the fourth click, however it was made. */
export const test = base.extend<Fixtures>({
  clicks: [
    async ({ page }, use) => {
      let count = 0;
      await page.exposeFunction('countClick', () => {
        count += 1;
      });
      await page.addInitScript(() => {
        addEventListener(
          'click',
          // Labels pass a click on to their field: that second one is not the reader's.
          ({ isTrusted, detail, target }) => {
            const isPassedOn = target instanceof HTMLInputElement && detail === 0;
            const counter: unknown = Reflect.get(window, 'countClick');
            if (isTrusted && !isPassedOn && typeof counter === 'function') counter();
          },
          { capture: true },
        );
      });
      await use({ count: () => count });
      expect(count, 'the answer is at most three clicks away').toBeLessThanOrEqual(MOST);
    },
    { auto: true },
  ],
});

export { expect };
