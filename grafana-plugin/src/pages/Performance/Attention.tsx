import { t } from '../../i18n.ts';
import { LinkButton } from '@grafana/ui';
import type { Group } from '../../api/types.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { groupColumns } from '../../components/figure-columns.tsx';
import { ExportButton } from '../../components/ExportButton.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useBreakdown } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { pageUrl, ROUTES, stationUrl } from '../../routes.ts';

/** The tile of charges lost asks for the same, so that it is asked once. */
export const STATIONS_SHOWN = 10;

const columns = (time: Readonly<Record<string, string>>): DataColumn<Group>[] => {
  const { lost, first, uptime, why } = groupColumns();
  return [
    {
      id: 'station',
      title: t('attention.station', 'Station'),
      cell: ({ station = '', site, model, firmware }) => (
        <>
          <a href={stationUrl(station, time)} style={{ textDecoration: 'underline' }}>
            {station}
          </a>
          <div>
            <small>
              {site} · {model} {firmware}
            </small>
          </div>
        </>
      ),
      sort: ({ key }) => key,
    },
    ...[lost, first, uptime, why],
  ];
};

/** The stations that lost most charges, with what they mostly fail of. */
export function Attention() {
  const { span, filters, query, from, to } = usePageState();
  const stations = useBreakdown('station', span, filters, STATIONS_SHOWN);
  return (
    <Panel
      title={t('attention.title', 'Who needs attention first')}
      hint={t('attention.hint', 'by charges lost')}
      actions={
        <>
          <ExportButton
            file="firstcharge-stations.csv"
            header={[
              'station',
              'site',
              'model',
              'firmware',
              'charges_lost',
              'first_charge_success',
              'visits',
              'port_uptime',
              'commonest_reason',
            ]}
            rows={() =>
              (stations.data?.items ?? []).map((one) => [
                one.key,
                one.site ?? '',
                one.model ?? '',
                one.firmware ?? '',
                one.charges_lost,
                one.kpis.first_charge_success.ratio,
                one.kpis.first_charge_success.denominator,
                one.port_uptime?.ratio ?? null,
                one.commonest_reason,
              ])
            }
          />
          <LinkButton size="sm" fill="text" href={pageUrl(ROUTES.stations, query)}>
            {t('attention.all', 'All stations')}
          </LinkButton>
        </>
      }
    >
      <Loaded query={stations} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <DataTable
            caption={t('attention.title', 'Who needs attention first')}
            columns={columns({ from, to })}
            rows={items}
            rowKey={({ key }) => key}
          />
        )}
      </Loaded>
    </Panel>
  );
}
