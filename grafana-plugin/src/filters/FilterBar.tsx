import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { t } from '../i18n.ts';
import { Button, Combobox, FilterPill, TimeRangePicker, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { words } from '../format/format.ts';
import { FILTER_NAMES, type Comparison, type FilterName } from './filters.ts';
import { FilterSelect } from './FilterSelect.tsx';
import { timeRangeOf } from './range.ts';
import { usePageState } from './use-page-state.ts';

const styles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'end',
    marginBottom: theme.spacing(2),
  }),
  label: css({
    display: 'flex',
    flexDirection: 'column',
    gap: 2,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  end: css({
    marginLeft: 'auto',
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'end',
    flexWrap: 'wrap',
  }),
  pills: css({
    flexBasis: '100%',
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
  }),
});

const urlTime = (range: TimeRange, end: 'from' | 'to'): string => {
  const raw = range.raw[end];
  return typeof raw === 'string'
    ? raw
    : dateTimeFormat(raw, { timeZone: 'utc', format: 'YYYY-MM-DDTHH:mm:ss[Z]' });
};

interface FilterBarProps {
  /** Selects that the page offers; any other filter that is set is shown as a pill. */
  readonly selects: readonly ('site' | 'model' | 'firmware' | 'station')[];
  readonly compare?: boolean;
  readonly children?: ReactNode;
}

/** Time and filters of a page; all of it lives in the URL. */
export function FilterBar({ selects, compare = false, children }: FilterBarProps) {
  const style = useStyles2(styles);
  const state = usePageState();
  const { filters, from, to, span, set } = state;
  const shift = (by: number) =>
    set({ from: new Date(span.from + by).toISOString(), to: new Date(span.to + by).toISOString() });
  const length = span.to - span.from;
  const pills = FILTER_NAMES.filter((name) => filters[name] !== '' && !selects.some((one) => one === name));
  const active = FILTER_NAMES.filter((name) => filters[name] !== '');
  const clear = (names: readonly FilterName[]) => set(Object.fromEntries(names.map((name) => [name, ''])));
  return (
    <div className={style.bar} role="search" aria-label={t('filters.label', 'Time range and filters')}>
      <TimeRangePicker
        value={timeRangeOf(from, to)}
        onChange={(range) => set({ from: urlTime(range, 'from'), to: urlTime(range, 'to') })}
        onChangeTimeZone={() => undefined}
        onMoveBackward={() => shift(-length / 2)}
        onMoveForward={() => shift(length / 2)}
        onZoom={() =>
          set({
            from: new Date(span.from - length / 2).toISOString(),
            to: new Date(span.to + length / 2).toISOString(),
          })
        }
        isOnCanvas
      />
      {selects.map((name) => (
        <FilterSelect key={name} name={name} className={style.label} />
      ))}
      <div className={style.end}>
        {compare && (
          <label className={style.label} htmlFor="fc-compare">
            {t('filters.compare', 'Compare with')}
            <Combobox<Comparison>
              id="fc-compare"
              width={24}
              value={state.compare}
              options={[
                { value: 'previous', label: t('filters.previous', 'Period before') },
                { value: 'year', label: t('filters.year', 'A year before') },
                { value: 'none', label: t('filters.none', 'Nothing') },
              ]}
              onChange={({ value }) => set({ compare: value })}
            />
          </label>
        )}
        {children}
      </div>
      {(pills.length > 0 || active.length > 1) && (
        <div className={style.pills}>
          {pills.map((name) => (
            <FilterPill
              key={name}
              label={`${words(name)}: ${words(filters[name])}`}
              selected
              icon="times"
              onClick={() => clear([name])}
            />
          ))}
          <Button size="sm" fill="text" onClick={() => clear(active)}>
            {t('filters.clear', 'Clear filters')}
          </Button>
        </div>
      )}
    </div>
  );
}
