import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '../i18n.ts';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { count, percent } from '../format/format.ts';
import { FEWEST, HEAT_STEPS, heatColours, heatOf } from './heat-scale.ts';

/** What was counted in one cell; nothing: not in the map. */
export interface HeatmapCell {
  readonly row: string;
  readonly column: string;
  readonly failed: number;
  readonly attempts: number;
}

interface HeatmapProps {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly cells: readonly HeatmapCell[];
  readonly onSelect?: (row: string) => void;
}

const styles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    borderCollapse: 'separate',
    borderSpacing: 2,
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    tableLayout: 'fixed',
  }),
  row: css({
    textAlign: 'left',
    fontWeight: 'normal',
    width: '6.5em',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  column: css({ fontWeight: 'normal', color: theme.colors.text.secondary, padding: 0 }),
  cell: css({ height: 24, padding: 0, borderRadius: 2, textAlign: 'center' }),
  thin: css({
    background: `repeating-linear-gradient(45deg, ${theme.colors.border.medium} 0 2px, transparent 2px 6px)`,
  }),
  empty: css({ background: theme.colors.background.secondary }),
  button: css({ background: 'none', border: 'none', padding: 0, color: theme.colors.text.link }),
  hidden: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
  legend: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    flexWrap: 'wrap',
    marginTop: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  swatch: css({
    display: 'inline-block',
    width: 12,
    height: 12,
    borderRadius: 2,
    marginRight: 4,
    verticalAlign: 'middle',
  }),
});

/** Shares that failed, as a table of coloured cells; each cell says its figures in words, too. */
export function Heatmap({ caption, columns, cells, onSelect }: HeatmapProps) {
  const style = useStyles2(styles);
  const theme = useTheme2();
  const scale = heatColours(theme);
  const rows = [...new Set(cells.map(({ row }) => row))];
  const found = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  return (
    <div className={style.scroll}>
      <table className={style.table}>
        <caption className={style.hidden}>{caption}</caption>
        <thead>
          <tr>
            <td className={style.row} />
            {columns.map((column, index) => (
              <th key={column} scope="col" className={style.column}>
                {columns.length > 12 && index % 3 !== 0 ? (
                  <span className={style.hidden}>{column}</span>
                ) : (
                  column
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row" className={style.row}>
                {onSelect === undefined ? (
                  row
                ) : (
                  <button type="button" className={style.button} onClick={() => onSelect(row)}>
                    {row}
                  </button>
                )}
              </th>
              {columns.map((column) => {
                const cell = found.get(`${row} ${column}`);
                if (cell === undefined || cell.attempts === 0)
                  return (
                    <td
                      key={column}
                      className={cx(style.cell, style.empty)}
                      title={t('heatmap.none', 'Nobody tried')}
                    />
                  );
                const share = cell.failed / cell.attempts;
                const text = t(
                  'heatmap.cell',
                  '{{row}}, {{column}}: {{share}} failed, {{failed}} of {{attempts}}',
                  {
                    row,
                    column,
                    share: percent(share),
                    failed: count(cell.failed),
                    attempts: count(cell.attempts),
                  },
                );
                const thin = cell.attempts < FEWEST;
                return (
                  <td
                    key={column}
                    className={cx(style.cell, thin && style.thin)}
                    style={thin ? undefined : { background: heatOf(scale, share) }}
                    title={text}
                  >
                    <span className={style.hidden}>{text}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={style.legend} aria-hidden>
        {scale.map((background, index) => (
          <span key={background}>
            <span className={style.swatch} style={{ background }} />
            {index === 0 ? `< ${percent(HEAT_STEPS[0], 0)}` : `≥ ${percent(HEAT_STEPS[index - 1], 0)}`}
          </span>
        ))}
        <span>
          <span className={cx(style.swatch, style.thin)} />
          {t('heatmap.thin', 'fewer than {{n}} attempts', { n: FEWEST })}
        </span>
      </div>
    </div>
  );
}
