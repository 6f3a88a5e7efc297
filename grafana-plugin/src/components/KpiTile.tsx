import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { signed } from '../format/format.ts';

interface KpiTileProps {
  readonly title: string;
  readonly value: string;
  /** Change against what is compared; null: nothing to compare with. */
  readonly change: number | null;
  /** Whether more is better. */
  readonly upIsGood?: boolean;
  readonly decimals?: number;
  /** Interval, sample and the like. */
  readonly children: ReactNode;
  /** Where its numbers come from. */
  readonly href?: string;
}

const styles = (theme: GrafanaTheme2) => ({
  tile: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1.5, 2),
  }),
  title: css({
    color: theme.colors.text.secondary,
    margin: 0,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  line: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1), flexWrap: 'wrap' }),
  value: css({
    fontSize: '28px',
    lineHeight: 1.3,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
  }),
  good: css({ color: theme.colors.success.text }),
  bad: css({ color: theme.colors.error.text }),
  same: css({ color: theme.colors.text.secondary }),
  rest: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});

/** One figure with its change; what makes it trustworthy stands under it. */
export function KpiTile({
  title,
  value,
  change,
  upIsGood = true,
  decimals = 1,
  children,
  href,
}: KpiTileProps) {
  const style = useStyles2(styles);
  const flat = change === null || Number(Math.abs(change).toFixed(decimals)) === 0;
  const tone = flat ? style.same : change > 0 === upIsGood ? style.good : style.bad;
  return (
    <section className={style.tile} aria-label={title}>
      <h2 className={style.title}>{href === undefined ? title : <a href={href}>{title}</a>}</h2>
      <div className={style.line}>
        <span className={style.value}>{value}</span>
        {change !== null && (
          <span className={tone}>
            {!flat && <Icon name={change > 0 ? 'arrow-up' : 'arrow-down'} size="sm" />}
            {signed(change, decimals)}
          </span>
        )}
      </div>
      <div className={style.rest}>{children}</div>
    </section>
  );
}
