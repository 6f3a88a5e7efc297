import type { DataFrame } from '@grafana/data';
import { LinkButton } from '@grafana/ui';
import { useSettings } from '../../app/use-settings.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { usePageState } from '../../filters/use-page-state.ts';
import { t } from '../../i18n.ts';
import { reading, READINGS, type Reading } from '../../prometheus/queries.ts';
import { exploreUrl, prometheusUid, useRangeQuery } from '../../prometheus/use-range-query.ts';
import { TrendChart } from '../../viz/TrendChart.tsx';
import { useWidth } from '../../viz/use-width.ts';

const HEIGHT = 170;
/** Points of a curve: as many as a wide screen can tell apart. */
const POINTS = 500;
const LEAST_STEP_MS = 15_000;
/** Steps, and at least how long, without a value: then nothing was measured, and no line is drawn. */
const GAP_STEPS = 3;
const LEAST_GAP_MS = 10 * 60_000;

const title = (id: Reading['id']): string =>
  ({
    temperature: t('telemetry.temperature', 'Temperature'),
    power: t('telemetry.power', 'Power'),
    voltage: t('telemetry.voltage', 'Voltage'),
    isolation: t('telemetry.isolation', 'Isolation'),
    ping: t('telemetry.ping', 'Round trip to the station'),
    signal: t('telemetry.signal', 'Signal of the site’s links'),
    supply: t('telemetry.supply', 'Supply of the site'),
  })[id];

const LEGENDS: Readonly<Record<Reading['by'], string>> = {
  'evse, location': 'EVSE {{evse}} {{location}}',
  'evse, phase': 'EVSE {{evse}} {{phase}}',
  'feeder, phase': '{{feeder}} {{phase}}',
  evse: 'EVSE {{evse}}',
  station: '{{station}}',
  link: '{{link}}',
};

const framesOf = (data: readonly DataFrame[], { id }: Reading): DataFrame[] =>
  data.filter(({ refId, length }) => refId === id && length > 0);

/** What was measured at a station and its site, on the time axis of its states; only what there is. */
export function Telemetry({ station, site }: { readonly station: string; readonly site: string }) {
  const { span, set } = usePageState();
  const uid = prometheusUid(useSettings().datasourceUid);
  const queries = READINGS.map((one) => ({
    refId: one.id,
    expr: reading(one, { station, site }),
    legendFormat: LEGENDS[one.by],
  }));
  const intervalMs = Math.max(LEAST_STEP_MS, (span.to - span.from) / POINTS);
  const frames = useRangeQuery({ queries, span, intervalMs, datasourceUid: uid });
  const [ref, width] = useWidth();
  return (
    <Panel
      title={t('telemetry.title', 'Telemetry')}
      hint={t('telemetry.hint', 'drag to look closer')}
      actions={
        <LinkButton size="sm" fill="text" icon="compass" href={exploreUrl(uid, queries, span)}>
          {t('trend.explore', 'Explore')}
        </LinkButton>
      }
    >
      <div ref={ref}>
        <Loaded
          query={frames}
          isEmpty={(data) => data.every(({ length }) => length === 0)}
          empty={t('telemetry.empty', 'Nothing was measured here in this time range')}
        >
          {(data) =>
            READINGS.filter((one) => framesOf(data, one).length > 0).map((one) => (
              <figure key={one.id} aria-label={title(one.id)}>
                <figcaption>{title(one.id)}</figcaption>
                <TrendChart
                  frames={framesOf(data, one)}
                  span={span}
                  width={width}
                  height={HEIGHT}
                  unit={one.unit}
                  gapMs={Math.max(LEAST_GAP_MS, GAP_STEPS * intervalMs)}
                  onZoom={({ from, to }) =>
                    set({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
                  }
                />
              </figure>
            ))
          }
        </Loaded>
      </div>
    </Panel>
  );
}
