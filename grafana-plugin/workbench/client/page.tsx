import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { LinkButton, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router-dom-v5-compat';

const styles = (theme: GrafanaTheme2) => ({
  page: css({ padding: theme.spacing(2, 3), minWidth: 0 }),
  head: css({
    display: 'flex',
    gap: theme.spacing(2),
    alignItems: 'center',
    flexWrap: 'wrap',
    marginBottom: theme.spacing(2),
  }),
  title: css({ ...theme.typography.h2, margin: 0, flexGrow: 1 }),
  sub: css({ color: theme.colors.text.secondary, flexBasis: '100%' }),
});

/** Core's page frame: title, subtitle, actions, content. */
export function Page({ children, pageNav, actions, info, subTitle, renderTitle }: PluginPageProps) {
  const style = useStyles2(styles);
  const { pathname } = useLocation();
  const pages = window.grafanaBootData.navTree.flatMap((section) => section.children ?? []);
  const title = pageNav?.text ?? pages.find(({ url }) => url === pathname)?.text ?? '';
  const parent = pageNav?.parentItem;
  return (
    <main className={style.page}>
      <div className={style.head}>
        {parent?.url !== undefined && (
          <LinkButton href={parent.url} icon="arrow-left" fill="text" size="sm">
            {parent.text}
          </LinkButton>
        )}
        {renderTitle === undefined ? <h1 className={style.title}>{title}</h1> : renderTitle(title)}
        {info?.map(({ label, value }, index) => (
          <div key={index}>
            {label} {value}
          </div>
        ))}
        {actions}
        {(subTitle ?? pageNav?.subTitle) && <div className={style.sub}>{subTitle ?? pageNav?.subTitle}</div>}
      </div>
      {children}
    </main>
  );
}
