import type { Locator } from '@playwright/test';

/** What a table shows, row by row and cell by cell, without its heading. */
export const cells = (table: Locator): Promise<string[][]> =>
  table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())),
    );
