import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

const styles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    listStyle: 'none',
    margin: theme.spacing(0.5, 0, 0),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  line: css({
    display: 'inline-block',
    width: 14,
    height: 4,
    borderRadius: 2,
    marginRight: 6,
    verticalAlign: 'middle',
  }),
});

interface ChartLegendProps {
  readonly series: readonly { readonly name: string; readonly colour: string }[];
}

/** Names and colours of the curves. Grafana's own names its buttons otherwise than they read, which speech control cannot follow. */
export function ChartLegend({ series }: ChartLegendProps) {
  const style = useStyles2(styles);
  return (
    <ul className={style.list}>
      {series.map(({ name, colour }) => (
        <li key={`${name} ${colour}`}>
          <span className={style.line} style={{ background: colour }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
