import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '../i18n.ts';
import { Tooltip, useStyles2 } from '@grafana/ui';
import type { Share } from '../api/types.ts';
import { count, interval, percent } from '../format/format.ts';

const styles = (theme: GrafanaTheme2) => ({
  sample: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  share: css({ whiteSpace: 'nowrap' }),
});

/** A share with its sample beside it and its interval one hover away; no share is shown without. */
export function ShareText({ share }: { readonly share: Share }) {
  const style = useStyles2(styles);
  return (
    <Tooltip
      content={t('share.interval', '95 % interval {{interval}}', {
        interval: interval(share.low, share.high),
      })}
    >
      <span className={style.share} tabIndex={0}>
        {percent(share.ratio)}{' '}
        <span className={style.sample}>{t('share.sample', 'n={{n}}', { n: count(share.denominator) })}</span>
      </span>
    </Tooltip>
  );
}
