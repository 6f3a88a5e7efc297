import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '../i18n.ts';
import { useStyles2 } from '@grafana/ui';
import { count, percent, words } from '../format/format.ts';

/** One stage: of `entered` flows, `failed` failed here and `left` went away without a verdict. */
export interface FunnelRow {
  readonly stage: string;
  readonly entered: number;
  readonly failed: number;
  readonly left: number;
  readonly reasons: readonly { readonly reason: string; readonly flows: number }[];
}

interface FunnelProps {
  readonly rows: readonly FunnelRow[];
  /** '' is none. */
  readonly selected: { readonly stage: string; readonly reason: string };
  readonly onSelect: (stage: string, reason: string) => void;
}

const REASONS_SHOWN = 4;

const styles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: '7em minmax(0, 1fr)',
    columnGap: theme.spacing(1.5),
    alignItems: 'center',
  }),
  bar: css({
    position: 'relative',
    height: 22,
    display: 'flex',
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
  }),
  passed: css({ background: theme.visualization.getColorByName('semi-dark-blue') }),
  failed: css({ background: theme.visualization.getColorByName('semi-dark-red') }),
  left: css({
    background: `repeating-linear-gradient(45deg, ${theme.colors.text.disabled} 0 3px, transparent 3px 6px)`,
  }),
  figures: css({
    gridColumn: 2,
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    alignItems: 'baseline',
  }),
  lost: css({ color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium }),
  reason: css({
    background: 'none',
    border: 'none',
    padding: theme.spacing(0, 0.5),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.link,
    fontSize: 'inherit',
    lineHeight: 1.2,
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  selected: css({ background: theme.colors.action.selected, color: theme.colors.text.primary }),
  stage: css({
    background: 'none',
    border: 'none',
    textAlign: 'left',
    padding: theme.spacing(0.25, 0.5),
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
});

/** Flows through their stages, with what they were lost to; a click on a stage or reason filters by it. */
export function Funnel({ rows, selected, onSelect }: FunnelProps) {
  const style = useStyles2(styles);
  const widest = Math.max(1, ...rows.map(({ entered }) => entered));
  const toggle = (stage: string, reason: string) =>
    selected.stage === stage && selected.reason === reason ? onSelect('', '') : onSelect(stage, reason);
  return (
    <ol className={style.list} aria-label={t('funnel.label', 'Charge flows by stage')}>
      {rows.map(({ stage, entered, failed, left, reasons }) => {
        const share = (flows: number) => ({ width: `${(100 * flows) / widest}%` });
        const here = selected.stage === stage;
        return (
          <li key={stage} className={style.row}>
            <button
              type="button"
              className={cx(style.stage, here && selected.reason === '' && style.selected)}
              aria-pressed={here && selected.reason === ''}
              onClick={() => toggle(stage, '')}
            >
              {words(stage)}
            </button>
            <div className={style.bar} aria-hidden>
              <div className={style.passed} style={share(entered - failed - left)} />
              <div className={style.failed} style={share(failed)} />
              <div className={style.left} style={share(left)} />
            </div>
            <div className={style.figures}>
              <span>{t('funnel.entered', '{{flows}} entered', { flows: count(entered) })}</span>
              {failed > 0 && (
                <span className={style.lost}>
                  {t('funnel.failed', '{{flows}} failed ({{share}})', {
                    flows: count(failed),
                    share: percent(failed / entered),
                  })}
                </span>
              )}
              {left > 0 && <span>{t('funnel.left', '{{flows}} left', { flows: count(left) })}</span>}
              {reasons.slice(0, REASONS_SHOWN).map(({ reason, flows }) => (
                <button
                  key={reason}
                  type="button"
                  className={cx(style.reason, here && selected.reason === reason && style.selected)}
                  aria-pressed={here && selected.reason === reason}
                  onClick={() => toggle(stage, reason)}
                >
                  {words(reason)} {count(flows)}
                </button>
              ))}
              {reasons.length > REASONS_SHOWN && (
                <span>
                  {t('funnel.more', 'and {{reasons}} more', { reasons: reasons.length - REASONS_SHOWN })}
                </span>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
