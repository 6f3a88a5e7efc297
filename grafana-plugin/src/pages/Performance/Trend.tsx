import { t } from '../../i18n.ts';
import { LinkButton } from '@grafana/ui';
import { useState } from 'react';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useSettings } from '../../app/use-settings.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { exploreUrl, prometheusUid } from '../../prometheus/use-range-query.ts';
import { useRates } from '../../prometheus/use-rates.ts';
import { TrendChart } from '../../viz/TrendChart.tsx';
import { trendWindow } from './trend-window.ts';

/** What changed: the success rates over time, from Prometheus. */
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
  const [width, setWidth] = useState(0);
  return (
    <Panel
      title={t('trend.title', 'What changed')}
      hint={t('trend.hint', 'success rates, each point over {{window}}', { window: label })}
      actions={
        <LinkButton size="sm" fill="text" icon="compass" href={exploreUrl(uid, queries, span)}>
          {t('trend.explore', 'Explore')}
        </LinkButton>
      }
    >
      <div
        ref={(element) => {
          if (element !== null && Math.abs(element.clientWidth - width) > 1) setWidth(element.clientWidth);
        }}
      >
        <Loaded query={frames} isEmpty={(data) => data.length === 0}>
          {(data) => (
            <TrendChart
              frames={data}
              span={span}
              width={width}
              onZoom={({ from, to }) =>
                set({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
              }
            />
          )}
        </Loaded>
      </div>
    </Panel>
  );
}
