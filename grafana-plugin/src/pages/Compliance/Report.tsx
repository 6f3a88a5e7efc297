import { t } from '../../i18n.ts';
import { Alert, Badge, useStyles2 } from '@grafana/ui';
import type { Port, UptimeReport, Verdict } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { gridStyles } from '../../components/grid.ts';
import { KpiTile } from '../../components/KpiTile.tsx';
import { Panel } from '../../components/Panel.tsx';
import { count, percent } from '../../format/format.ts';
import { stationUrl } from '../../routes.ts';

const verdictText = (verdict: Verdict): string =>
  ({ yes: t('verdict.yes', 'meets it'), no: t('verdict.no', 'below'), open: t('verdict.open', 'open') })[
    verdict
  ];

function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  return (
    <Badge
      color={verdict === 'yes' ? 'green' : verdict === 'no' ? 'red' : 'orange'}
      text={verdictText(verdict)}
    />
  );
}

const lastMonth = ({ months }: Port) => months[months.length - 1];

const outageMinutes = ({ months }: Port): number =>
  months.reduce((sum, { t_outage_minutes }) => sum + t_outage_minutes, 0);
const excludedMinutes = ({ months }: Port): number =>
  months.reduce((sum, { t_excluded_minutes }) => sum + t_excluded_minutes, 0);

/** What applies first, then the lowest uptime. */
const worstFirst = (a: Port, b: Port): number =>
  Number(a.applies === false) - Number(b.applies === false) ||
  (lastMonth(a)?.window.uptime ?? 1) - (lastMonth(b)?.window.uptime ?? 1);

/** One programme over one period, at one site or ('') all, as `firstcharge report --uptime` computes it. */
export function Report({ report, site }: { readonly report: UptimeReport; readonly site: string }) {
  const grid = useStyles2(gridStyles);
  const { network, required, ports } = report;
  return (
    <div className={grid.stack}>
      <div className={grid.tiles}>
        <KpiTile
          title={
            site === ''
              ? t('report.network', 'Network uptime')
              : t('report.site', 'Uptime of {{site}}', { site })
          }
          value={percent(network.uptime, 2)}
          change={null}
        >
          {t('report.required', '{{sign}} {{share}} asked for', {
            sign: required.strictly ? '>' : '≥',
            share: percent(required.share, 0),
          })}{' '}
          <VerdictBadge verdict={network.meets_requirement} />
        </KpiTile>
        <KpiTile
          title={t('report.below', 'Ports below')}
          value={count(network.ports_by_verdict.no)}
          change={null}
        >
          {t('report.of-ports', 'of {{ports}} ports, {{open}} open', {
            ports: count(network.ports),
            open: count(network.ports_by_verdict.open),
          })}
        </KpiTile>
        <KpiTile
          title={t('report.outage', 'Outage')}
          value={`${count(network.t_outage_minutes)} min`}
          change={null}
        >
          {t('report.excluded', '{{minutes}} min excluded', { minutes: count(network.t_excluded_minutes) })}
        </KpiTile>
        <KpiTile title={t('report.coverage', 'Observed')} value={percent(network.coverage)} change={null}>
          {t('report.bounds', 'uptime {{low}}–{{high}} for all that is not known', {
            low: percent(network.uptime_if_unobserved_was_down),
            high: percent(network.uptime_if_unobserved_was_up),
          })}
        </KpiTile>
      </div>
      {report.estimate !== null && (
        <Alert severity="warning" title={t('report.estimate', 'This is an estimate')}>
          {report.estimate}
        </Alert>
      )}
      <Panel
        title={report.name}
        hint={t('report.months', '{{months}}; {{source}}', {
          months: report.months.join(', '),
          source: report.source,
        })}
      >
        <DataTable<Port>
          caption={t('report.ports', 'Ports')}
          rows={[...ports].sort(worstFirst)}
          rowKey={({ port_id }) => port_id}
          columns={[
            {
              id: 'port',
              title: t('report.port', 'Port'),
              cell: ({ port_id }) => port_id,
              sort: ({ port_id }) => port_id,
            },
            {
              id: 'station',
              title: t('stations.station', 'Station'),
              cell: ({ station }) => (
                <a href={stationUrl(station)} style={{ textDecoration: 'underline' }}>
                  {station}
                </a>
              ),
              sort: ({ station }) => station,
            },
            {
              id: 'site',
              title: t('stations.site', 'Site'),
              cell: ({ site }) => site,
              sort: ({ site }) => site,
            },
            {
              id: 'uptime',
              title: t('report.window', 'Uptime'),
              numeric: true,
              cell: (port) => percent(lastMonth(port)?.window.uptime, 2),
              sort: (port) => lastMonth(port)?.window.uptime ?? null,
            },
            {
              id: 'outage',
              title: t('report.outage-minutes', 'Outage, min'),
              numeric: true,
              cell: (port) => count(outageMinutes(port)),
              sort: outageMinutes,
            },
            {
              id: 'excluded',
              title: t('report.excluded-minutes', 'Excluded, min'),
              numeric: true,
              cell: (port) => count(excludedMinutes(port)),
              sort: excludedMinutes,
            },
            {
              id: 'undecided',
              title: t('report.undecided', 'Undecided, min'),
              numeric: true,
              cell: ({ undecided_minutes }) => count(undecided_minutes),
              sort: ({ undecided_minutes }) => undecided_minutes,
            },
            {
              id: 'verdict',
              title: t('report.verdict', 'Requirement'),
              cell: (port) => {
                if (port.applies === false) return t('report.not-applicable', 'does not apply');
                const verdict = lastMonth(port)?.window.meets_requirement;
                return verdict === undefined ? null : <VerdictBadge verdict={verdict} />;
              },
              sort: (port) => lastMonth(port)?.window.meets_requirement ?? null,
            },
          ]}
        />
        {report.notes.map((note) => (
          <div key={note}>
            <small>{note}</small>
          </div>
        ))}
      </Panel>
    </div>
  );
}
