import { chromium, type Page } from 'playwright-core';
import type { FilterChange } from './filter-changes.ts';
import { asked, COUNT_REQUESTS, timeOfChange, timeOfOpening } from './stopwatch.ts';

const CHROMIUM = '/usr/bin/chromium';
const MINUTE_MS = 60_000;
const PAGE = '/a/firstcharge-app/performance';

/** What was measured in one browser; times in ms. */
export interface PageTimes {
  readonly opening: number;
  readonly changes: readonly { readonly name: string; readonly ms: number }[];
  /** Everything that opening the page asked for. */
  readonly asked: readonly { readonly url: string; readonly ms: number }[];
  /** Bytes of the app's own files that the page loaded, as they came over the wire. */
  readonly ownBytes: number;
  /** What the console said that it should not. */
  readonly complaints: readonly string[];
}

interface Measured {
  readonly url: string;
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly changes: readonly FilterChange[];
}

/** Opens the page once, so that files lie in the browser's cache as they do for who works in Grafana, then measures. */
export async function measurePage({ url, from, to, changes }: Measured): Promise<PageTimes> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.addInitScript(COUNT_REQUESTS);
    // The API remembers its last answers: each opening asks for a stretch of time that nobody has asked for.
    let opened = 0;
    const address = (): string => {
      opened += 1;
      const begin = new Date(from + opened * MINUTE_MS).toISOString();
      const times = new URLSearchParams({ from: begin, to: new Date(to).toISOString() });
      return `${url}${PAGE}?${times.toString()}`;
    };
    const own: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/public/plugins/firstcharge-app/'))
        own.push(
          response
            .request()
            .sizes()
            .then(({ responseBodySize }) => responseBodySize),
        );
    });
    await timeOfOpening(page, address());
    const ownBytes = (await Promise.all(own)).reduce((sum, bytes) => sum + bytes, 0);
    const opening = await timeOfOpening(page, address());
    const askedFor = await asked(page);
    const changed: { name: string; ms: number }[] = [];
    for (const change of changes) {
      await timeOfOpening(page, address());
      changed.push({ name: change.name, ms: await timeOfChange(page, () => make(page, change)) });
    }
    return { opening, changes: changed, asked: askedFor, ownBytes, complaints };
  } finally {
    await browser.close();
  }
}

async function make(page: Page, { choose }: FilterChange): Promise<void> {
  if (choose === null) {
    await page.getByTestId('data-testid TimePicker Open Button').click();
    await page.getByText('Last 7 days').click();
    return;
  }
  const [label, value] = choose;
  const box = page.getByRole('combobox', { name: label, exact: true });
  await box.click();
  await box.fill(value);
  await page.getByRole('option', { name: value }).first().click();
}
