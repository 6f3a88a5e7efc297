import { useTheme2 } from '@grafana/ui';
import { t } from '../../i18n.ts';
import type { Heatmap as HeatmapFigures } from '../../api/types.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PictureButton } from '../../components/PictureButton.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useHeatmap } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { heatmapPicture } from '../../pictures/heatmap-picture.ts';
import { Heatmap, type HeatmapCell } from '../../viz/Heatmap.tsx';

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const SITES_SHOWN = 8;

const cellsOf = ({ items }: HeatmapFigures): HeatmapCell[] =>
  items.flatMap(({ site, hours }) =>
    hours.map(({ hour, failed, attempts }) => ({ row: site, column: String(hour), failed, attempts })),
  );

/** Which sites fail at which hours: the ones that lost most, on the reader's clock. */
export function Where() {
  const { span, filters, set } = usePageState();
  const heatmap = useHeatmap(span, filters, SITES_SHOWN);
  const theme = useTheme2();
  const title = t('where.title', 'Where and when');
  return (
    <Panel
      title={title}
      hint={t('where.hint', 'share of charges that failed, site by hour of the day')}
      actions={
        <PictureButton
          file="firstcharge-heatmap.png"
          title={title}
          picture={() =>
            heatmap.data === undefined ? null : heatmapPicture(HOURS, cellsOf(heatmap.data), theme)
          }
        />
      }
    >
      <Loaded query={heatmap} isEmpty={({ items }) => items.length === 0}>
        {(data) => (
          <Heatmap
            caption={title}
            columns={HOURS}
            cells={cellsOf(data)}
            onSelect={(site) => set({ site: filters.site === site ? '' : site })}
          />
        )}
      </Loaded>
    </Panel>
  );
}
