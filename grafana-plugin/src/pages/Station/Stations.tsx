import { t } from '../../i18n.ts';
import { PluginPage } from '@grafana/runtime';
import type { Group } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ShareText } from '../../components/ShareText.tsx';
import { useBreakdown } from '../../data/use-performance.ts';
import { FilterBar } from '../../filters/FilterBar.tsx';
import { usePageState } from '../../filters/use-page-state.ts';
import { count, NONE, percent, words } from '../../format/format.ts';
import { stationUrl } from '../../routes.ts';

const MOST = 200;

/** The stations, those that lost most charges first. */
export default function Stations() {
  const { span, filters, from, to } = usePageState();
  const stations = useBreakdown('station', span, filters, MOST);
  return (
    <PluginPage>
      <FilterBar selects={['site', 'model', 'firmware', 'station']} />
      <Loaded query={stations} isEmpty={({ items }) => items.length === 0}>
        {({ items, total }) => (
          <Panel
            title={t('stations.title', 'Stations')}
            hint={t('stations.hint', '{{shown}} of {{total}}, those that lost most charges first', {
              shown: items.length,
              total,
            })}
          >
            <DataTable<Group>
              caption={t('stations.title', 'Stations')}
              rows={items}
              rowKey={({ key }) => key}
              columns={[
                {
                  id: 'station',
                  title: t('stations.station', 'Station'),
                  cell: ({ key }) => (
                    <a href={stationUrl(key, { from, to })} style={{ textDecoration: 'underline' }}>
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
                {
                  id: 'index',
                  title: t('kpi.index', 'Reliability Index'),
                  numeric: true,
                  cell: ({ reliability_index: index }) => index?.score?.toFixed(1) ?? NONE,
                  sort: ({ reliability_index: index }) => index?.score ?? null,
                },
                {
                  id: 'flows',
                  title: t('stations.flows', 'Flows'),
                  numeric: true,
                  cell: ({ flows }) => count(flows),
                  sort: ({ flows }) => flows,
                },
                {
                  id: 'lost',
                  title: t('attention.lost', 'Lost'),
                  numeric: true,
                  cell: ({ charges_lost }) => count(charges_lost),
                  sort: ({ charges_lost }) => charges_lost,
                },
                {
                  id: 'first',
                  title: t('attention.first', 'First charge'),
                  numeric: true,
                  cell: ({ kpis }) => <ShareText share={kpis.first_charge_success} />,
                  sort: ({ kpis }) => kpis.first_charge_success.ratio,
                },
                {
                  id: 'uptime',
                  title: t('attention.uptime', 'Uptime'),
                  numeric: true,
                  cell: ({ port_uptime }) => percent(port_uptime?.ratio),
                  sort: ({ port_uptime }) => port_uptime?.ratio ?? null,
                },
                {
                  id: 'why',
                  title: t('attention.why', 'Mostly'),
                  cell: ({ commonest_reason }) => words(commonest_reason),
                  sort: ({ commonest_reason }) => commonest_reason,
                },
              ]}
            />
          </Panel>
        )}
      </Loaded>
    </PluginPage>
  );
}
