import { t } from '../../i18n.ts';
import { PluginPage } from '@grafana/runtime';
import type { Group } from '../../api/types.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { groupColumns } from '../../components/figure-columns.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { moreOf } from '../../components/more-rows.ts';
import { Panel } from '../../components/Panel.tsx';
import { useRankedGroups } from '../../data/use-performance.ts';
import { FilterBar } from '../../filters/FilterBar.tsx';
import { usePageState } from '../../filters/use-page-state.ts';
import { stationUrl } from '../../routes.ts';
import { rankOf, RankSelect } from './RankSelect.tsx';

const columns = (time: Readonly<Record<string, string>>): DataColumn<Group>[] => {
  const { index, flows, lost, first, uptime, why } = groupColumns();
  return [
    {
      id: 'station',
      title: t('stations.station', 'Station'),
      cell: ({ key }) => (
        <a href={stationUrl(key, time)} style={{ textDecoration: 'underline', whiteSpace: 'nowrap' }}>
          {key}
        </a>
      ),
      sort: ({ key }) => key,
    },
    {
      id: 'site',
      title: t('stations.site', 'Site'),
      cell: ({ site }) => site,
      sort: ({ site = '' }) => site,
    },
    {
      id: 'model',
      title: t('stations.model', 'Model'),
      cell: ({ vendor, model, firmware }) => `${vendor} ${model} ${firmware}`,
      sort: ({ model = '' }) => model,
    },
    ...[index, flows, lost, first, uptime, why],
  ];
};

/** All stations, page by page, in the rank that is chosen. */
export default function Stations() {
  const { span, filters, from, to, query } = usePageState();
  const rank = rankOf(query);
  const stations = useRankedGroups('station', rank, span, filters);
  return (
    <PluginPage>
      <FilterBar selects={['site', 'model', 'firmware', 'station']}>
        <RankSelect />
      </FilterBar>
      <Loaded query={stations} isEmpty={({ pages }) => (pages[0]?.total ?? 0) === 0}>
        {({ pages }) => (
          <Panel title={t('stations.title', 'Stations')}>
            <DataTable
              key={rank}
              caption={t('stations.title', 'Stations')}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ key }) => key}
              columns={columns({ from, to })}
              more={moreOf(stations, pages[0]?.total ?? null)}
            />
          </Panel>
        )}
      </Loaded>
    </PluginPage>
  );
}
