import { readFile } from 'node:fs/promises';
import { PLUGIN, settled } from './harness/pages.ts';
import { expect, test } from './harness/test.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const FIGURES = [
  ['Where drivers are lost', 'firstcharge-funnel.png'],
  ['What changed', 'firstcharge-trend.png'],
  ['Where and when', 'firstcharge-heatmap.png'],
] as const;

for (const theme of ['light', 'dark'])
  test(`figures of Performance are saved as PNG in ${theme}, with what is on them`, async ({ page }) => {
    await page.goto(`/a/${PLUGIN}/performance?theme=${theme}`);
    await settled(page);
    for (const [title, file] of FIGURES) {
      const region = page.getByRole('region', { name: title });
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        region.getByRole('button', { name: 'PNG' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(file);
      const saved = `playwright/screenshots/${file.replace('.png', `-${theme}.png`)}`;
      await download.saveAs(saved);
      const bytes = await readFile(saved);
      expect(bytes.subarray(0, 8)).toEqual(PNG);
      const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
      expect(width).toBeGreaterThan(800);
      expect(height).toBeGreaterThan(300);
      // How many colours there are in it: a figure that was not drawn has one.
      const colours = await page.evaluate(
        async (data) => {
          const picture = await createImageBitmap(await (await fetch(data)).blob());
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const context = canvas.getContext('2d');
          context?.drawImage(picture, 0, 0);
          const body = context?.getImageData(0, 160, picture.width, picture.height - 160).data ?? [];
          const seen = new Set<number>();
          for (let at = 0; at < body.length; at += 4)
            seen.add(((body[at] ?? 0) << 16) | ((body[at + 1] ?? 0) << 8) | (body[at + 2] ?? 0));
          return seen.size;
        },
        `data:image/png;base64,${bytes.toString('base64')}`,
      );
      expect(colours, title).toBeGreaterThan(10);
    }
  });
