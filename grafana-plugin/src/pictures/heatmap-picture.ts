import type { GrafanaTheme2 } from '@grafana/data';
import { percent } from '../format/format.ts';
import { t } from '../i18n.ts';
import { FEWEST, HEAT_STEPS, heatColours, heatOf } from '../viz/heat-scale.ts';
import type { HeatmapCell } from '../viz/Heatmap.tsx';
import type { Picture, Shape } from './picture.ts';

const WIDTH = 900;
const LABEL = 110;
const ROW = 28;
const GAP = 2;
const LEGEND_STEP = 110;

/** Shares that failed, site by hour, as the page shows them. */
export const heatmapPicture = (
  columns: readonly string[],
  cells: readonly HeatmapCell[],
  theme: GrafanaTheme2,
): Picture => {
  const { text, background, border } = theme.colors;
  const colours = heatColours(theme);
  const rows = [...new Set(cells.map(({ row }) => row))];
  const width = (WIDTH - LABEL) / columns.length;
  const small = { kind: 'text', size: 12, fill: text.secondary } as const;
  const cellOf = (row: string, column: string) =>
    cells.find((cell) => cell.row === row && cell.column === column);
  const look = (cell: HeatmapCell | undefined) => {
    if (cell === undefined || cell.attempts === 0) return { fill: background.secondary };
    if (cell.attempts < FEWEST) return { fill: border.medium, striped: true };
    return { fill: heatOf(colours, cell.failed / cell.attempts) };
  };
  const below = (rows.length + 1) * ROW;
  const legend = [
    ...colours.map((fill, index) => ({
      fill,
      striped: false,
      says: index === 0 ? `< ${percent(HEAT_STEPS[0], 0)}` : `≥ ${percent(HEAT_STEPS[index - 1], 0)}`,
    })),
    {
      fill: border.medium,
      striped: true,
      says: t('heatmap.thin', 'fewer than {{n}} attempts', { n: FEWEST }),
    },
  ];
  return {
    width: WIDTH,
    height: below + ROW,
    shapes: [
      ...columns.map((column, index): Shape => ({
        ...{ ...small, align: 'center', text: column },
        ...{ x: LABEL + (index + 0.5) * width, y: 18 },
      })),
      ...rows.flatMap((row, line): Shape[] => [
        {
          ...small,
          size: 14,
          fill: text.primary,
          x: 0,
          y: (line + 1) * ROW + 18,
          text: row,
          room: LABEL - 8,
        },
        ...columns.map((column, index): Shape => ({
          ...{ kind: 'box', x: LABEL + index * width, y: (line + 1) * ROW },
          ...{ width: width - GAP, height: ROW - GAP, ...look(cellOf(row, column)) },
        })),
      ]),
      ...legend.flatMap(({ fill, striped, says }, index): Shape[] => [
        { kind: 'box', x: LABEL + index * LEGEND_STEP, y: below + 8, width: 12, height: 12, fill, striped },
        { ...small, x: LABEL + index * LEGEND_STEP + 18, y: below + 18, text: says },
      ]),
    ],
  };
};
