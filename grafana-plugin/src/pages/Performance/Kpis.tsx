import { t } from '../../i18n.ts';
import { useStyles2 } from '@grafana/ui';
import type { Figures, IndexPartName } from '../../api/types.ts';
import { gridStyles } from '../../components/grid.ts';
import { KpiTile } from '../../components/KpiTile.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useBreakdown, useSummary } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { count, interval, NONE, percent } from '../../format/format.ts';
import { pageUrl, ROUTES } from '../../routes.ts';
import { comparable } from './comparable.ts';
import { STATIONS_SHOWN } from './Attention.tsx';

const PARTS: readonly IndexPartName[] = ['A', 'F', 'E', 'Q'];

const partTitle = (part: IndexPartName): string =>
  ({
    A: t('index.a', 'port uptime'),
    F: t('index.f', 'first charge success'),
    E: t('index.e', 'charge end success'),
    Q: t('index.q', 'power and speed of the start'),
  })[part];

const points = (now: number | null | undefined, before: number | null | undefined): number | null =>
  typeof now === 'number' && typeof before === 'number' ? 100 * (now - before) : null;

function Tiles({ now, before }: { readonly now: Figures; readonly before: Figures | null }) {
  const grid = useStyles2(gridStyles);
  const { span, filters, query } = usePageState();
  const few = useBreakdown('station', span, filters, STATIONS_SHOWN).data?.four_fifths ?? 0;
  const index = now.reliability_index;
  const { first_charge_success: first, charge_start_success: start } = now.kpis;
  const uptime = now.availability.port_uptime;
  return (
    <div className={grid.tiles}>
      <KpiTile
        title={t('kpi.index', 'Reliability Index')}
        value={index.score === undefined ? NONE : index.score.toFixed(1)}
        change={
          index.score === undefined || before?.reliability_index.score === undefined
            ? null
            : index.score - before.reliability_index.score
        }
      >
        {index.score === undefined
          ? t('kpi.too-few', 'too few attempts, n={{n}}', { n: count(index.n) })
          : t('kpi.index-interval', '95 % interval {{low}}–{{high}}, n={{n}}', {
              low: index.low?.toFixed(1),
              high: index.high?.toFixed(1),
              n: count(index.n),
            })}
        <div>
          {PARTS.map((part) => (
            <span key={part} title={partTitle(part)}>
              {part} {index.parts?.[part]?.value.toFixed(3) ?? NONE}{' '}
            </span>
          ))}
        </div>
      </KpiTile>
      <KpiTile
        title={t('kpi.first', 'First charge success')}
        value={percent(first.ratio)}
        change={points(first.ratio, before?.kpis.first_charge_success.ratio)}
        href={pageUrl(ROUTES.flows, { ...query, outcome: 'failed' })}
      >
        {t('kpi.visits', '{{interval}} of {{n}} visits', {
          interval: interval(first.low, first.high),
          n: count(first.denominator),
        })}
      </KpiTile>
      <KpiTile
        title={t('kpi.start', 'Charge start success')}
        value={percent(start.ratio)}
        change={points(start.ratio, before?.kpis.charge_start_success.ratio)}
        href={pageUrl(ROUTES.flows, { ...query, outcome: 'failed' })}
      >
        {t('kpi.attempts', '{{interval}} of {{n}} attempts', {
          interval: interval(start.low, start.high),
          n: count(start.denominator),
        })}
      </KpiTile>
      <KpiTile
        title={t('kpi.uptime', 'Port uptime')}
        value={percent(uptime.ratio)}
        change={points(uptime.ratio, before?.availability.port_uptime.ratio)}
        href={pageUrl(ROUTES.compliance)}
      >
        {t('kpi.connectors', '{{connectors}} connectors, {{hours}} h observed', {
          connectors: count(now.availability.connectors),
          hours: count(uptime.denominator / 3_600),
        })}
      </KpiTile>
      <KpiTile
        title={t('kpi.lost', 'Charges lost')}
        value={count(now.charges_lost)}
        change={before === null ? null : now.charges_lost - before.charges_lost}
        upIsGood={false}
        decimals={0}
      >
        {t('kpi.of-flows', 'of {{flows}} flows', { flows: count(now.flows) })}
        {few > 0 && (
          <div>
            {few === 1
              ? t('kpi.one-station', 'one station makes 80 % of them')
              : t('kpi.few-stations', '{{few}} stations make 80 % of them', { few })}
          </div>
        )}
      </KpiTile>
    </div>
  );
}

/** The five figures that are looked at first, against what they are compared with. */
export function Kpis() {
  const { span, earlier, compare, filters } = usePageState();
  const now = useSummary(span, filters);
  // The stretch before comes with the figures themselves; any other is asked for.
  const other = useSummary(compare === 'year' ? earlier : null, filters);
  return (
    <Loaded
      query={now}
      isEmpty={({ current }) => current.figures.flows === 0}
      empty={t('performance.empty', 'No charges in this time range and with these filters')}
    >
      {({ current, previous }) => {
        const before = compare === 'year' ? other.data?.current : compare === 'previous' ? previous : null;
        return <Tiles now={current.figures} before={comparable(current.figures, before?.figures)} />;
      }}
    </Loaded>
  );
}
