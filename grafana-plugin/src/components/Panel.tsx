import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useId, type ReactNode } from 'react';

const styles = (theme: GrafanaTheme2) => ({
  panel: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1.5, 2, 2),
    minWidth: 0,
  }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    flexWrap: 'wrap',
    marginBottom: theme.spacing(1),
  }),
  title: css({ ...theme.typography.h5, margin: 0 }),
  hint: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    flex: '1 1 12ch',
  }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginLeft: 'auto' }),
});

interface PanelProps {
  readonly title: string;
  readonly hint?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, hint = '', actions, children }: PanelProps) {
  const style = useStyles2(styles);
  const id = useId();
  return (
    <section className={style.panel} aria-labelledby={id}>
      <div className={style.head}>
        <h2 id={id} className={style.title}>
          {title}
        </h2>
        <span className={style.hint}>{hint}</span>
        {actions !== undefined && <div className={style.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
