import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { useState, type ReactNode } from 'react';
import { ListEnd } from './ListEnd.tsx';
import type { MoreRows } from './more-rows.ts';

/** One column: what to show, and what to sort by. */
export interface DataColumn<T> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** Not given: not to be sorted by. null goes last. */
  readonly sort?: (row: T) => number | string | null;
  readonly numeric?: boolean;
}

interface DataTableProps<T> {
  readonly caption: string;
  readonly columns: readonly DataColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly selected?: (row: T) => boolean;
  /** The rest of the list, where `rows` is only its beginning. */
  readonly more?: MoreRows;
}

/** Rows that are drawn at once; ten thousand would hold up whoever looks. */
const PAGE = 100;

const styles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: theme.spacing(0.75, 1),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    '& thead th': {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightMedium,
      verticalAlign: 'bottom',
    },
    '& tbody tr:hover': { background: theme.colors.action.hover },
  }),
  numeric: css({ '&&': { textAlign: 'right' }, 'td&': { whiteSpace: 'nowrap' } }),
  selected: css({ background: theme.colors.action.selected }),
  sorter: css({
    background: 'none',
    border: 'none',
    padding: 0,
    color: 'inherit',
    fontWeight: 'inherit',
    textAlign: 'inherit',
  }),
  hidden: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});

const compare = (a: number | string | null, b: number | string | null): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
};

/** A table that can be sorted by its headings, as given until somebody does. A long one goes on when it is asked to. */
export function DataTable<T>({ caption, columns, rows, rowKey, selected, more }: DataTableProps<T>) {
  const style = useStyles2(styles);
  const [order, setOrder] = useState<{ readonly id: string; readonly down: boolean } | null>(null);
  const [drawn, setDrawn] = useState(PAGE);
  const sort = columns.find(({ id }) => id === order?.id)?.sort;
  const sorted =
    sort === undefined
      ? rows
      : [...rows].sort((a, b) => compare(sort(a), sort(b)) * (order?.down === true ? -1 : 1));
  const shown = sorted.slice(0, drawn);
  const hasMore = rows.length > drawn || more?.hasMore === true;
  const showMore = () => {
    if (rows.length <= drawn) more?.load();
    setDrawn(drawn + PAGE);
  };
  return (
    <>
      <div className={style.scroll} role="group" aria-label={caption} tabIndex={0}>
        <table className={style.table}>
          <caption className={style.hidden}>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ id, title, sort: by, numeric = false }) => {
                const here = order?.id === id;
                return (
                  <th
                    key={id}
                    scope="col"
                    className={cx(numeric && style.numeric)}
                    aria-sort={here ? (order.down ? 'descending' : 'ascending') : undefined}
                  >
                    {by === undefined ? (
                      title
                    ) : (
                      <button
                        type="button"
                        className={style.sorter}
                        onClick={() => setOrder({ id, down: here ? !order.down : numeric })}
                      >
                        {title} {here && <Icon name={order.down ? 'arrow-down' : 'arrow-up'} size="sm" />}
                      </button>
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={rowKey(row)} className={cx(selected?.(row) === true && style.selected)}>
                {columns.map(({ id, cell, numeric = false }) => (
                  <td key={id} className={cx(numeric && style.numeric)}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(more !== undefined || rows.length > PAGE) && (
        <ListEnd
          shown={shown.length}
          total={more?.hasMore === true ? more.total : rows.length}
          hasMore={hasMore}
          isLoading={more?.isLoading === true}
          isPartlySorted={sort !== undefined && more?.hasMore === true}
          onMore={showMore}
        />
      )}
    </>
  );
}
