import type { Page } from 'playwright-core';

/** Runs in the page before anything else: counts requests for data that are under way. */
export const COUNT_REQUESTS = `
  window.fcPending = 0;
  window.fcAsked = [];
  const send = window.fetch;
  window.fetch = async (...of) => {
    const url = String(of[0]?.url ?? of[0]);
    if (!url.includes('/api/')) return send(...of);
    window.fcPending += 1;
    const asked = { url, from: performance.now(), to: NaN };
    window.fcAsked.push(asked);
    try {
      return await send(...of);
    } finally {
      window.fcPending -= 1;
      asked.to = performance.now();
    }
  };
`;

/** Nothing is on its way, nothing is busy, and figures are shown; for two frames. Gives the time of the page, ms. */
const SETTLED = `new Promise((resolve) => {
  let calm = 0;
  const look = () => {
    const busy = window.fcPending > 0
      || document.querySelector('[aria-busy="true"]') !== null
      || document.querySelector('[data-testid="Spinner"], .gf-form-loading') !== null
      || /Loading \\u2026/.test(document.querySelector('main, #pageContent, #reactRoot')?.textContent ?? 'Loading \\u2026')
      || document.querySelector('h2') === null;
    calm = busy ? 0 : calm + 1;
    if (calm === 1) window.fcCalm = performance.now();
    if (calm >= 3) resolve(window.fcCalm);
    else requestAnimationFrame(look);
  };
  look();
})`;

const LIMIT_MS = 60_000;

const within = async (page: Page, script: string): Promise<number> => {
  const limit = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('the page did not settle')), LIMIT_MS).unref(),
  );
  return Promise.race([page.evaluate<number>(script), limit]);
};

/** Opens an address; from the start of the navigation until everything is shown, ms. */
export async function timeOfOpening(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' });
  return within(page, SETTLED);
}

/** What `change` does in the page, until everything is shown that comes of it, ms. */
export async function timeOfChange(page: Page, change: () => Promise<void>): Promise<number> {
  await page.evaluate('window.fcAsked = []; window.fcUrl = location.href; undefined');
  await page.evaluate(`window.fcChanged = new Promise((resolve) => {
    const look = () => {
      if (location.href === window.fcUrl) return requestAnimationFrame(look);
      window.fcFrom = performance.now();
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    };
    look();
  }); undefined`);
  await change();
  await within(page, 'window.fcChanged.then(() => 0)');
  const settled = await within(page, SETTLED);
  return settled - (await page.evaluate<number>('window.fcFrom'));
}

/** What the page asked for since it was opened or changed last: address, and how long it took in ms. */
export async function asked(page: Page): Promise<{ url: string; ms: number; at: number }[]> {
  return page.evaluate<{ url: string; ms: number; at: number }[]>(
    'window.fcAsked.map(({ url, from, to }) => ({ url, ms: to - from, at: from }))',
  );
}
