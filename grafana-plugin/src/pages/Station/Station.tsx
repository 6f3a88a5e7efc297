import { t } from '../../i18n.ts';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { useParams } from 'react-router';
import type { StationDetail } from '../../api/types.ts';
import { gridStyles } from '../../components/grid.ts';
import { KpiTile } from '../../components/KpiTile.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFlows } from '../../data/use-flows.ts';
import { useStation } from '../../data/use-stations.ts';
import { FilterBar } from '../../filters/FilterBar.tsx';
import { usePageState } from '../../filters/use-page-state.ts';
import { count, interval, NONE, percent } from '../../format/format.ts';
import { pageUrl, ROUTES } from '../../routes.ts';
import { FlowDrawer } from '../Flows/FlowDrawer.tsx';
import { FlowList } from '../Flows/FlowList.tsx';
import { AtMoment } from './AtMoment.tsx';
import { Events } from './Events.tsx';
import { States } from './States.tsx';
import { Telemetry } from './Telemetry.tsx';

function Tiles({ station }: { readonly station: StationDetail }) {
  const grid = useStyles2(gridStyles);
  const { reliability_index: index, kpis, availability, charges_lost, flows } = station.figures;
  const first = kpis.first_charge_success;
  return (
    <div className={grid.tiles}>
      <KpiTile
        title={t('kpi.index', 'Reliability Index')}
        value={index.score?.toFixed(1) ?? NONE}
        change={null}
      >
        {index.score === undefined
          ? t('kpi.too-few', 'too few attempts, n={{n}}', { n: count(index.n) })
          : `${index.low?.toFixed(1)}–${index.high?.toFixed(1)}, n=${count(index.n)}`}
      </KpiTile>
      <KpiTile title={t('kpi.first', 'First charge success')} value={percent(first.ratio)} change={null}>
        {t('kpi.visits', '{{interval}} of {{n}} visits', {
          interval: interval(first.low, first.high),
          n: count(first.denominator),
        })}
      </KpiTile>
      <KpiTile
        title={t('kpi.uptime', 'Port uptime')}
        value={percent(availability.port_uptime.ratio)}
        change={null}
      >
        {t('station.connectors', '{{connectors}} connectors', { connectors: availability.connectors })}
      </KpiTile>
      <KpiTile title={t('kpi.lost', 'Charges lost')} value={count(charges_lost)} change={null}>
        {t('kpi.of-flows', 'of {{flows}} flows', { flows: count(flows) })}
      </KpiTile>
    </div>
  );
}

/** What happened at one station. */
export default function Station() {
  const grid = useStyles2(gridStyles);
  const { station: id = '' } = useParams();
  const { span, filters, from, to } = usePageState();
  const station = useStation(id, span);
  const own = { ...filters, station: id, site: '' };
  const flows = useFlows(span, own);
  const what = station.data;
  return (
    <PluginPage
      pageNav={{
        text: id,
        subTitle:
          what === undefined
            ? ''
            : `${what.site_name ?? what.site} · ${what.vendor} ${what.model} ${what.firmware}`,
        parentItem: { text: t('stations.title', 'Stations'), url: pageUrl(ROUTES.stations, { from, to }) },
      }}
    >
      <FilterBar selects={[]} />
      <Loaded query={station}>
        {(data) => (
          <div className={grid.stack}>
            <Tiles station={data} />
            <AtMoment station={data.station} />
            <States
              station={data.station}
              span={span}
              flows={flows.data?.pages.flatMap(({ items }) => items) ?? []}
            />
            <Telemetry station={data.station} site={data.site} />
            <Panel title={t('station.flows', 'Charges')} hint={t('flows.hint', 'the newest first')}>
              <FlowList
                flows={flows}
                span={span}
                filters={own}
                places={false}
                empty={t('station.no-flows', 'No charges in this time range')}
              />
            </Panel>
            <Events station={data} />
          </div>
        )}
      </Loaded>
      <FlowDrawer />
    </PluginPage>
  );
}
