import type { GrafanaTheme2 } from '@grafana/data';
import type { Picture } from './picture.ts';

const LEGEND = 28;
const STEP = 170;

/** A chart as it was painted, with its curves named; `source` has `scale` pixels for each px. */
export const chartPicture = (
  source: HTMLCanvasElement,
  scale: number,
  curves: readonly { readonly name: string; readonly colour: string }[],
  theme: GrafanaTheme2,
): Picture => {
  const [width, height] = [source.width / scale, source.height / scale];
  return {
    width,
    height: height + LEGEND,
    shapes: [
      { kind: 'image', x: 0, y: 0, width, height, source },
      ...curves.flatMap(({ name, colour }, index) => [
        { kind: 'box', x: index * STEP, y: height + 14, width: 14, height: 4, fill: colour } as const,
        {
          ...({ kind: 'text', x: index * STEP + 20, y: height + 20, text: name, size: 12 } as const),
          fill: theme.colors.text.secondary,
        },
      ]),
    ],
  };
};
