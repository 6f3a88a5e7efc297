import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '../i18n.ts';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { Span } from '../filters/range.ts';
import { duration, words } from '../format/format.ts';

/** A stretch in one state; ms since the epoch. */
export interface RibbonStretch {
  readonly state: string;
  readonly from: number;
  readonly to: number;
}

interface StateRibbonProps {
  readonly label: string;
  readonly span: Span;
  readonly stretches: readonly RibbonStretch[];
  /** Moments marked on the ribbon. */
  readonly marks?: readonly {
    readonly at: number;
    readonly text: string;
    readonly href: string;
    readonly bad: boolean;
  }[];
}

const COLOURS: Readonly<Record<string, string>> = {
  available: 'semi-dark-green',
  occupied: 'light-blue',
  charging: 'semi-dark-blue',
  suspended_ev: 'light-purple',
  suspended_evse: 'semi-dark-purple',
  finishing: 'light-blue',
  reserved: 'light-yellow',
  unavailable: 'semi-dark-orange',
  faulted: 'semi-dark-red',
  unknown: 'text',
};

const styles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: '6em minmax(0, 1fr)',
    gap: theme.spacing(1),
    alignItems: 'center',
    marginBottom: theme.spacing(0.5),
  }),
  ribbon: css({
    position: 'relative',
    height: 24,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
    background: theme.colors.background.secondary,
  }),
  stretch: css({ position: 'absolute', top: 0, bottom: 0, minWidth: 1 }),
  marks: css({ position: 'relative', height: 12, gridColumn: 2 }),
  mark: css({ position: 'absolute', width: 8, height: 8, borderRadius: 4, marginLeft: -4, top: 2 }),
  hidden: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
  legend: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    flexWrap: 'wrap',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
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

/** Times in which nobody watched are hatched: they are neither up nor down. */
const unseen = (theme: GrafanaTheme2): string =>
  `repeating-linear-gradient(45deg, ${theme.colors.border.medium} 0 2px, transparent 2px 6px)`;

const backgroundOf = (theme: GrafanaTheme2, state: string): string => {
  const name = COLOURS[state];
  if (name === undefined) return unseen(theme);
  return name === 'text' ? theme.colors.text.disabled : theme.visualization.getColorByName(name);
};

/** The states of one connector over time, and the charges on it; the same in words for who cannot see it. */
export function StateRibbon({ label, span, stretches, marks = [] }: StateRibbonProps) {
  const style = useStyles2(styles);
  const theme = useTheme2();
  const length = span.to - span.from;
  const x = (at: number) => Math.min(100, Math.max(0, (100 * (at - span.from)) / length));
  const text = ({ state, from, to }: RibbonStretch) =>
    t('ribbon.stretch', '{{state}} for {{time}} from {{from}}', {
      state: words(state),
      time: duration((to - from) / 1_000),
      from: dateTimeFormat(from),
    });
  const total = new Map<string, number>();
  for (const { state, from, to } of stretches) total.set(state, (total.get(state) ?? 0) + to - from);
  const summary = [...total].map(([state, ms]) => `${words(state)} ${duration(ms / 1_000)}`).join(', ');
  return (
    <div className={style.row}>
      <span>{label}</span>
      <div className={style.ribbon} role="img" aria-label={`${label}: ${summary}`}>
        {stretches.map((stretch) => (
          <div
            key={stretch.from}
            className={style.stretch}
            title={text(stretch)}
            style={{
              left: `${x(stretch.from)}%`,
              width: `${x(stretch.to) - x(stretch.from)}%`,
              background: backgroundOf(theme, stretch.state),
            }}
          />
        ))}
      </div>
      {marks.length > 0 && (
        <div className={style.marks}>
          {marks.map(({ at, text: says, href, bad }) => (
            <a
              key={href}
              href={href}
              title={says}
              className={style.mark}
              style={{
                left: `${x(at)}%`,
                background: bad ? theme.colors.error.main : theme.colors.success.main,
              }}
            >
              <span className={style.hidden}>{says}</span>
            </a>
          ))}
        </div>
      )}
    </div>
  );
}

export function RibbonLegend({ states }: { readonly states: readonly string[] }) {
  const style = useStyles2(styles);
  const theme = useTheme2();
  return (
    <div className={style.legend}>
      {states.map((state) => (
        <span key={state}>
          <span className={style.swatch} style={{ background: backgroundOf(theme, state) }} />
          {words(state)}
        </span>
      ))}
    </div>
  );
}
