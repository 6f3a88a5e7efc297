import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { count } from '../format/format.ts';
import { t } from '../i18n.ts';

interface ListEndProps {
  readonly shown: number;
  /** null: nobody has counted them. */
  readonly total: number | null;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  /** Whether somebody has ordered rows of which there are more. */
  readonly isPartlySorted: boolean;
  readonly onMore: () => void;
}

const styles = (theme: GrafanaTheme2) => ({
  end: css({
    display: 'flex',
    justifyContent: 'center',
    alignItems: 'center',
    gap: theme.spacing(2),
    minHeight: theme.spacing(4),
    marginTop: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});

/** Where a list stops: how much of it there is to see, and the way to the rest. */
export function ListEnd({ shown, total, hasMore, isLoading, isPartlySorted, onMore }: ListEndProps) {
  const style = useStyles2(styles);
  return (
    <div className={style.end}>
      <span role="status">
        {total === null
          ? t('list.shown', '{{shown}} shown', { shown: count(shown) })
          : t('list.shown-of', '{{shown}} of {{total}} shown', { shown: count(shown), total: count(total) })}
        {isPartlySorted && hasMore && t('list.partly', ', in order among themselves')}
      </span>
      {hasMore && (
        // Not disabled while it loads: a disabled button loses the focus of whoever goes by key.
        <Button
          size="sm"
          variant="secondary"
          aria-busy={isLoading}
          icon={isLoading ? 'spinner' : undefined}
          onClick={() => {
            if (!isLoading) onMore();
          }}
        >
          {t('list.more', 'Show more')}
        </Button>
      )}
    </div>
  );
}
