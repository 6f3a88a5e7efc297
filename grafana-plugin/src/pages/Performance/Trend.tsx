import { t } from '../../i18n.ts';
import { LinkButton, useTheme2 } from '@grafana/ui';
import { useMemo, useRef } from 'react';
import { Loaded } from '../../components/Loaded.tsx';
import { PictureButton } from '../../components/PictureButton.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useSettings } from '../../app/use-settings.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { firmwareStations } from '../../prometheus/queries.ts';
import { exploreUrl, prometheusUid, useRangeQuery } from '../../prometheus/use-range-query.ts';
import { useRates } from '../../prometheus/use-rates.ts';
import { chartPicture } from '../../pictures/chart-picture.ts';
import { drawnFrames, legendOf, SHARE } from '../../viz/drawn-frames.ts';
import { TrendChart } from '../../viz/TrendChart.tsx';
import { useWidth } from '../../viz/use-width.ts';
import { rollOutsOf } from './roll-outs.ts';
import { RollOuts } from './RollOuts.tsx';
import { trendWindow } from './trend-window.ts';

/** What changed: the success rates over time, from Prometheus, and which firmware came when. */
export function Trend() {
  const { span, filters, set } = usePageState();
  const uid = prometheusUid(useSettings().datasourceUid);
  const { window, stepMs, label } = trendWindow(span);
  const legends = [
    ['first', t('trend.first', 'First charge')],
    ['start', t('trend.start', 'Charge start')],
    ['end', t('trend.end', 'Charge end')],
  ] as const;
  const { frames, queries } = useRates({
    ...{ legends, filters, span, window },
    intervalMs: stepMs,
    datasourceUid: uid,
  });
  const firmware = useRangeQuery({
    queries: [{ refId: 'F', expr: firmwareStations(filters), legendFormat: '' }],
    span,
    intervalMs: stepMs,
    datasourceUid: uid,
  });
  const rollOuts = useMemo(() => rollOutsOf(firmware.data ?? []), [firmware.data]);
  const marks = useMemo(() => rollOuts.map(({ at }) => at), [rollOuts]);
  const [ref, width] = useWidth();
  const theme = useTheme2();
  const chart = useRef<HTMLDivElement>(null);
  const title = t('trend.title', 'What changed');
  const picture = () => {
    const source = chart.current?.querySelector('canvas') ?? null;
    const curves = legendOf(drawnFrames(frames.data ?? [], { theme, unit: SHARE, gapMs: undefined }));
    return source === null ? null : chartPicture(source, devicePixelRatio, curves, theme);
  };
  return (
    <Panel
      title={title}
      hint={t('trend.hint', 'each point over {{window}}; dashed: a new firmware', {
        window: label,
      })}
      actions={
        <>
          <PictureButton file="firstcharge-trend.png" title={title} picture={picture} />
          <LinkButton size="sm" fill="text" icon="compass" href={exploreUrl(uid, queries, span)}>
            {t('trend.explore', 'Explore')}
          </LinkButton>
        </>
      }
    >
      <div ref={chart}>
        <div ref={ref}>
          <Loaded query={frames} isEmpty={(data) => data.length === 0}>
            {(data) => (
              <TrendChart
                frames={data}
                span={span}
                width={width}
                marks={marks}
                onZoom={({ from, to }) =>
                  set({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
                }
              />
            )}
          </Loaded>
        </div>
      </div>
      <RollOuts rollOuts={rollOuts} />
    </Panel>
  );
}
