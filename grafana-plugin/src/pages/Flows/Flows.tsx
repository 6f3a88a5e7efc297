import { t } from '../../i18n.ts';
import { PluginPage } from '@grafana/runtime';
import { Button, Combobox, Stack, useStyles2 } from '@grafana/ui';
import { gridStyles } from '../../components/grid.ts';
import { Loading } from '../../components/Loading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Problem } from '../../components/Problem.tsx';
import { EmptyState } from '@grafana/ui';
import { useFlows } from '../../data/use-flows.ts';
import { FilterBar } from '../../filters/FilterBar.tsx';
import { usePageState } from '../../filters/use-page-state.ts';
import { words } from '../../format/format.ts';
import { FlowDrawer } from './FlowDrawer.tsx';
import { FlowTable } from './FlowTable.tsx';

const OUTCOMES = ['failed', 'interrupted', 'refused', 'abandoned', 'unknown', 'success'];

function OutcomeSelect() {
  const { filters, set } = usePageState();
  return (
    <label htmlFor="fc-outcome">
      <small>{t('flows.outcome', 'Outcome')}</small>
      <Combobox<string>
        id="fc-outcome"
        width={20}
        isClearable
        placeholder={t('filters.all', 'All')}
        value={filters.outcome === '' ? null : filters.outcome}
        options={OUTCOMES.map((value) => ({ value, label: words(value) }))}
        onChange={(option) => set({ outcome: option?.value ?? '' })}
      />
    </label>
  );
}

/** Every attempt, the newest first. */
export default function Flows() {
  const grid = useStyles2(gridStyles);
  const { span, filters } = usePageState();
  const flows = useFlows(span, filters);
  const rows = flows.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <PluginPage>
      <FilterBar selects={['site', 'model', 'firmware', 'station']}>
        <OutcomeSelect />
      </FilterBar>
      <div className={grid.stack}>
        <Panel title={t('flows.title', 'Charge flows')} hint={t('flows.hint', 'the newest first')}>
          {flows.isError && <Problem error={flows.error} retry={() => void flows.refetch()} />}
          {flows.isPending && <Loading />}
          {flows.isSuccess && rows.length === 0 && (
            <EmptyState
              variant="not-found"
              hideImage
              message={t('flows.empty', 'No flows in this time range and with these filters')}
            />
          )}
          {rows.length > 0 && <FlowTable flows={rows} />}
          {flows.hasNextPage && (
            <Stack justifyContent="center">
              <Button
                variant="secondary"
                disabled={flows.isFetchingNextPage}
                onClick={() => void flows.fetchNextPage()}
              >
                {t('flows.more', 'Show more')}
              </Button>
            </Stack>
          )}
        </Panel>
      </div>
      <FlowDrawer />
    </PluginPage>
  );
}
