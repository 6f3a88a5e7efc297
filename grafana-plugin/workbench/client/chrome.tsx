import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';

const ROLES = ['Viewer', 'Editor', 'Admin'];

const styles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    gap: theme.spacing(2),
    alignItems: 'center',
    flexWrap: 'wrap',
    minHeight: 40,
    padding: theme.spacing(0.5, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '& select': {
      width: 'auto',
      height: 28,
      margin: 0,
      background: theme.components.input.background,
      color: theme.colors.text.primary,
      padding: 3,
      borderRadius: 2,
      border: `1px solid ${theme.components.input.borderColor}`,
    },
  }),
  brand: css({
    fontWeight: theme.typography.fontWeightMedium,
    flexGrow: 1,
    color: theme.colors.text.secondary,
  }),
  body: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  nav: css({
    padding: theme.spacing(2, 1),
    minWidth: 160,
    borderRight: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.primary,
    minHeight: 'calc(100vh - 41px)',
    '& ul': {
      listStyle: 'none',
      display: 'flex',
      flexDirection: 'column',
      flexWrap: 'wrap',
      margin: 0,
      padding: 0,
    },
    [theme.breakpoints.down('lg')]: {
      padding: 0,
      minHeight: 0,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '& ul': { flexDirection: 'row' },
    },
  }),
  link: css({
    display: 'block',
    padding: theme.spacing(0.75, 1.5),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '&:hover': { background: theme.colors.action.hover },
  }),
  here: css({ color: theme.colors.text.primary, background: theme.colors.action.selected }),
});

const choose = (name: string, value: string): void => {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  window.location.reload();
};

/** What stands around a page: who looks, in which theme, and the pages there are for him. */
export function Chrome({
  navTree,
  children,
}: {
  readonly navTree: readonly NavModelItem[];
  readonly children: ReactNode;
}) {
  const style = useStyles2(styles);
  const { pathname } = useLocation();
  const { user } = window.grafanaBootData;
  return (
    <>
      <header className={style.bar}>
        <span className={style.brand}>Workbench, not Grafana: the app as Grafana would load it</span>
        <label>
          Role{' '}
          <select
            value={user.orgRole}
            onChange={(event) => choose('workbench_role', event.currentTarget.value)}
          >
            {ROLES.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </label>
        <label>
          Theme{' '}
          <select
            value={user.theme}
            onChange={(event) => choose('workbench_theme', event.currentTarget.value)}
          >
            <option value="dark">Dark</option>
            <option value="light">Light</option>
          </select>
        </label>
      </header>
      <div className={style.body}>
        <nav className={style.nav} aria-label="Pages">
          <ul>
            {navTree
              .flatMap(({ children: pages = [] }) => pages)
              .map(({ text, url }) => (
                <li key={url}>
                  <a
                    className={cx(style.link, pathname === url && style.here)}
                    href={url}
                    aria-current={pathname === url ? 'page' : undefined}
                  >
                    {text}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        {children}
      </div>
    </>
  );
}
