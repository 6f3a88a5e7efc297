import { t } from '../../i18n.ts';
import type { Scorecard } from '../../api/types.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { figureColumns } from '../../components/figure-columns.tsx';
import { ExportButton } from '../../components/ExportButton.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ShareText } from '../../components/ShareText.tsx';
import { useScorecards } from '../../data/use-suppliers.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { count, NONE, percent, words } from '../../format/format.ts';
import { pageUrl, ROUTES } from '../../routes.ts';

const REASONS_SHOWN = 3;

const worstReasons = ({ reasons }: Scorecard): string =>
  Object.entries(reasons)
    .sort(([, a], [, b]) => b - a)
    .slice(0, REASONS_SHOWN)
    .map(([reason, flows]) => `${words(reason)} ${count(flows)}`)
    .join(', ');

/** With its interval under it: one beside the other would be wider than the screen has room for. */
function Mtbf({ mtbf_hours: hours }: Scorecard) {
  if (hours === null) return NONE;
  if (hours.value === null) return `> ${count(hours.low)} h`;
  return (
    <>
      {count(hours.value)} h
      <div>
        <small>
          {count(hours.low)}–{hours.high === null ? '∞' : count(hours.high)}
        </small>
      </div>
    </>
  );
}

const kindOf = ({
  vendor,
  model,
  firmware,
}: Scorecard): Pick<Scorecard, 'vendor' | 'model' | 'firmware'> => ({
  vendor,
  model,
  firmware,
});

const columns = (query: Readonly<Record<string, string>>): DataColumn<Scorecard>[] => {
  const { first, lost } = figureColumns<Scorecard>();
  return [
    {
      id: 'model',
      title: t('suppliers.model', 'Model and firmware'),
      cell: (card) => (
        <>
          <a
            href={pageUrl(ROUTES.performance, { ...query, ...kindOf(card) })}
            style={{ textDecoration: 'underline' }}
          >
            {card.vendor} {card.model} {card.firmware}
          </a>
          <div>
            <small>{worstReasons(card)}</small>
          </div>
        </>
      ),
      sort: ({ vendor, model, firmware }) => `${vendor} ${model} ${firmware}`,
    },
    {
      id: 'stations',
      title: t('stations.title', 'Stations'),
      numeric: true,
      cell: ({ stations }) => count(stations),
      sort: ({ stations }) => stations,
    },
    {
      id: 'index',
      title: t('kpi.index', 'Reliability Index'),
      numeric: true,
      cell: ({ reliability_index: index }) =>
        index.score === undefined
          ? NONE
          : `${index.score.toFixed(1)} (${index.low?.toFixed(0)}–${index.high?.toFixed(0)})`,
      sort: ({ reliability_index: index }) => index.score ?? null,
    },
    first,
    {
      id: 'start',
      title: t('suppliers.start', 'Charge start'),
      numeric: true,
      cell: ({ kpis }) => <ShareText share={kpis.charge_start_success} />,
      sort: ({ kpis }) => kpis.charge_start_success.ratio,
    },
    lost,
    {
      id: 'uptime',
      title: t('attention.uptime', 'Uptime'),
      numeric: true,
      cell: ({ port_uptime }) => percent(port_uptime.ratio),
      sort: ({ port_uptime }) => port_uptime.ratio,
    },
    {
      id: 'mtbf',
      title: t('suppliers.mtbf', 'Time between faults'),
      numeric: true,
      cell: (card) => <Mtbf {...card} />,
      sort: ({ mtbf_hours: hours }) => hours?.value ?? null,
    },
  ];
};

export function Scorecards() {
  const { span, filters, query } = usePageState();
  const cards = useScorecards(span, filters);
  const title = t('suppliers.title', 'Scorecards');
  return (
    <Panel
      title={title}
      hint={t('attention.hint', 'by charges lost')}
      actions={
        <ExportButton
          file="firstcharge-suppliers.csv"
          header={[
            'vendor',
            'model',
            'firmware',
            'stations',
            'index',
            'first_charge_success',
            'visits',
            'charges_lost',
            'port_uptime',
            'mtbf_hours',
          ]}
          rows={() =>
            (cards.data?.items ?? []).map((card) => [
              card.vendor,
              card.model,
              card.firmware,
              card.stations,
              card.reliability_index.score ?? null,
              card.kpis.first_charge_success.ratio,
              card.kpis.first_charge_success.denominator,
              card.charges_lost,
              card.port_uptime.ratio,
              card.mtbf_hours?.value ?? null,
            ])
          }
        />
      }
    >
      <Loaded query={cards} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <DataTable
            caption={title}
            columns={columns(query)}
            rows={items}
            rowKey={({ vendor, model, firmware }) => `${vendor} ${model} ${firmware}`}
          />
        )}
      </Loaded>
    </Panel>
  );
}
