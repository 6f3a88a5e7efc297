import type { GrafanaTheme2 } from '@grafana/data';
import { count, percent, words } from '../format/format.ts';
import { t } from '../i18n.ts';
import type { FunnelRow } from '../viz/Funnel.tsx';
import type { Picture, Shape } from './picture.ts';

const WIDTH = 900;
const LABEL = 110;
const BAR = 22;
const ROW = 52;
const REASONS_SHOWN = 4;

const figures = ({ entered, failed, left, reasons }: FunnelRow): string =>
  [
    t('picture.entered', '{{n}} entered', { n: count(entered) }),
    t('picture.failed', '{{n}} failed ({{share}})', {
      n: count(failed),
      share: percent(entered === 0 ? null : failed / entered),
    }),
    ...(left === 0 ? [] : [t('picture.left', '{{n}} left', { n: count(left) })]),
    ...reasons.slice(0, REASONS_SHOWN).map(({ reason, flows }) => `${words(reason)} ${count(flows)}`),
  ].join(' · ');

/** Flows through their stages, as the page shows them. */
export const funnelPicture = (rows: readonly FunnelRow[], theme: GrafanaTheme2): Picture => {
  const { text, background } = theme.colors;
  const colour = (name: string) => theme.visualization.getColorByName(name);
  const scale = (WIDTH - LABEL) / Math.max(1, ...rows.map(({ entered }) => entered));
  return {
    width: WIDTH,
    height: rows.length * ROW,
    shapes: rows.flatMap((row, index): Shape[] => {
      const y = index * ROW;
      const passed = Math.max(0, row.entered - row.failed - row.left);
      const box = { kind: 'box', y, height: BAR } as const;
      const parts = [
        { flows: passed, fill: colour('semi-dark-blue'), striped: false },
        { flows: row.failed, fill: colour('semi-dark-red'), striped: false },
        { flows: row.left, fill: text.disabled, striped: true },
      ];
      let x = LABEL;
      return [
        {
          kind: 'text',
          x: 0,
          y: y + 16,
          text: words(row.stage),
          room: LABEL - 8,
          size: 14,
          fill: text.primary,
        },
        { ...box, x: LABEL, width: WIDTH - LABEL, fill: background.secondary },
        ...parts.map(({ flows, ...look }): Shape => {
          const width = flows * scale;
          const part = { ...box, ...look, x, width };
          x += width;
          return part;
        }),
        {
          kind: 'text',
          x: LABEL,
          y: y + BAR + 16,
          text: figures(row),
          room: WIDTH - LABEL,
          size: 12,
          fill: text.secondary,
        },
      ];
    }),
  };
};
