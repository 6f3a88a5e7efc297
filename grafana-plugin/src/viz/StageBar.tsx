import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { FlowStage } from '../api/types.ts';
import { duration, words } from '../format/format.ts';

const styles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', gap: 2, minWidth: 120, height: '1.5em', alignItems: 'center' }),
  stage: css({ height: 12, flexGrow: 1, borderRadius: 2, minWidth: 6 }),
  skipped: css({ background: theme.colors.background.secondary }),
});

const seconds = ({ start, end }: FlowStage): number | null =>
  start === null || end === null ? null : (Date.parse(end) - Date.parse(start)) / 1_000;

/** The stages of one flow in order, each as it went. */
export function StageBar({ stages }: { readonly stages: readonly FlowStage[] }) {
  const style = useStyles2(styles);
  const theme = useTheme2();
  const colour = ({ result }: FlowStage): string => {
    if (result === 'failed') return theme.visualization.getColorByName('semi-dark-red');
    if (result === 'skipped') return theme.colors.background.secondary;
    return theme.visualization.getColorByName(result === 'inferred' ? 'light-blue' : 'semi-dark-blue');
  };
  const says = (stage: FlowStage): string =>
    `${words(stage.stage)} ${stage.result}${stage.reason === null ? '' : `, ${words(stage.reason)}`}${seconds(stage) === null ? '' : `, ${duration(seconds(stage))}`}`;
  return (
    <div className={style.bar} role="img" aria-label={stages.map(says).join('; ')}>
      {stages.map((stage) => (
        <div
          key={stage.stage}
          className={style.stage}
          title={says(stage)}
          style={{ background: colour(stage) }}
        />
      ))}
    </div>
  );
}
