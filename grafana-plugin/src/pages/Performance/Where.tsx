import { t } from '../../i18n.ts';
import type { Breakdown } from '../../api/types.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useBreakdown, useHoursOfSites } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { Heatmap, type HeatmapCell } from '../../viz/Heatmap.tsx';

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const SITES_SHOWN = 8;

const cellsOf = (site: string, hours: Breakdown | undefined): HeatmapCell[] =>
  (hours?.items ?? []).map(({ key, kpis: { session_success: share } }) => ({
    row: site,
    column: String(Number(key)),
    failed: share.denominator - share.numerator,
    attempts: share.denominator,
  }));

/** Which sites fail at which hours: the ones that lost most, on the reader's clock. */
export function Where() {
  const { span, filters, set } = usePageState();
  const worst = useBreakdown('site', span, filters, SITES_SHOWN);
  const sites = (worst.data?.items ?? []).map(({ key }) => key);
  const hours = useHoursOfSites(sites, span, filters);
  const title = t('where.title', 'Where and when');
  return (
    <Panel title={title} hint={t('where.hint', 'share of charges that failed, site by hour of the day')}>
      <Loaded query={worst} isEmpty={({ items }) => items.length === 0}>
        {() => (
          <Heatmap
            caption={title}
            columns={HOURS}
            cells={sites.flatMap((site, index) => cellsOf(site, hours[index]?.data))}
            onSelect={(site) => set({ site: filters.site === site ? '' : site })}
          />
        )}
      </Loaded>
    </Panel>
  );
}
