import { t } from '../../i18n.ts';
import { PluginPage } from '@grafana/runtime';
import { Combobox, useStyles2 } from '@grafana/ui';
import { gridStyles } from '../../components/grid.ts';
import { Panel } from '../../components/Panel.tsx';
import { useFlows } from '../../data/use-flows.ts';
import { FilterBar } from '../../filters/FilterBar.tsx';
import { usePageState } from '../../filters/use-page-state.ts';
import { words } from '../../format/format.ts';
import { FlowDrawer } from './FlowDrawer.tsx';
import { FlowList } from './FlowList.tsx';

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
  return (
    <PluginPage>
      <FilterBar selects={['site', 'model', 'firmware', 'station']}>
        <OutcomeSelect />
      </FilterBar>
      <div className={grid.stack}>
        <Panel title={t('flows.title', 'Charge flows')} hint={t('flows.hint', 'the newest first')}>
          <FlowList
            flows={flows}
            span={span}
            filters={filters}
            empty={t('flows.empty', 'No flows in this time range and with these filters')}
          />
        </Panel>
      </div>
      <FlowDrawer />
    </PluginPage>
  );
}
