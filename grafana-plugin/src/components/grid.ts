import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** Panels beside each other where there is room. */
export const gridStyles = (theme: GrafanaTheme2) => ({
  stack: css({ display: 'grid', gap: theme.spacing(1.5), gridTemplateColumns: 'minmax(0, 1fr)' }),
  halves: css({
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    [theme.breakpoints.down('xl')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  label: css({
    display: 'flex',
    flexDirection: 'column',
    gap: 2,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  tiles: css({
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'repeat(auto-fit, minmax(155px, 1fr))',
  }),
});
