import { createTheme } from '@grafana/data';
import { chartPicture } from './chart-picture.ts';
import { funnelPicture } from './funnel-picture.ts';
import { heatmapPicture } from './heatmap-picture.ts';
import type { Picture } from './picture.ts';

const theme = createTheme();
const texts = ({ shapes }: Picture): string[] =>
  shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const boxes = ({ shapes }: Picture) => shapes.flatMap((shape) => (shape.kind === 'box' ? [shape] : []));

const funnel = funnelPicture(
  [
    { stage: 'plug_in', entered: 1_200, failed: 0, left: 0, reasons: [] },
    {
      ...{ stage: 'handshake', entered: 600, failed: 150, left: 60 },
      reasons: [{ reason: 'no_energy', flows: 150 }],
    },
  ],
  theme,
);

test('a funnel on a picture says what the page says', () => {
  expect(texts(funnel)).toEqual([
    ...['plug in', '1,200 entered · 0 failed (0.0 %)'],
    ...['handshake', '600 entered · 150 failed (25.0 %) · 60 left · no energy 150'],
  ]);
});

test('bars are as long as their flows, one beside the other', () => {
  const [whole, , , , , passed, failed, left] = boxes(funnel);
  if (!whole || !passed || !failed || !left) throw new Error('a bar is missing');
  expect(failed.width / whole.width).toBeCloseTo(150 / 1_200);
  expect(left.width / whole.width).toBeCloseTo(60 / 1_200);
  expect(failed.x).toBeCloseTo(passed.x + passed.width);
  expect(left.x).toBeCloseTo(failed.x + failed.width);
  expect(left.striped).toBe(true);
});

test('a heatmap on a picture stripes what few have tried, and leaves what nobody has', () => {
  const picture = heatmapPicture(
    ['0', '1', '2'],
    [
      { row: 'ring', column: '0', failed: 10, attempts: 20 },
      { row: 'ring', column: '1', failed: 3, attempts: 3 },
    ],
    theme,
  );
  const [often, rarely, never] = boxes(picture);
  expect([often?.fill, often?.striped]).toEqual([
    theme.visualization.getColorByName('semi-dark-red'),
    undefined,
  ]);
  expect(rarely?.striped).toBe(true);
  expect(never?.fill).toBe(theme.colors.background.secondary);
  expect(texts(picture)).toEqual(expect.arrayContaining(['ring', '≥ 35 %', 'fewer than 5 attempts']));
});

test('nothing is drawn outside of a picture', () => {
  for (const { x, y, width, height } of boxes(funnel)) {
    expect(x + width).toBeLessThanOrEqual(funnel.width + 1e-6);
    expect(y + height).toBeLessThanOrEqual(funnel.height);
  }
});

test('a chart keeps its size, whatever the pixels of the screen, and names its curves', () => {
  const source = document.createElement('canvas');
  source.width = 1_600;
  source.height = 680;
  const picture = chartPicture(source, 2, [{ name: 'First charge', colour: 'blue' }], theme);
  expect(picture.shapes[0]).toMatchObject({ kind: 'image', width: 800, height: 340 });
  expect(texts(picture)).toEqual(['First charge']);
});
