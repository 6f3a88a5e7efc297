import { dateTime, dateTimeFormat, type DataFrame } from '@grafana/data';
import { LegendDisplayMode } from '@grafana/schema';
import { SeriesTable, TimeSeries, TooltipPlugin2, useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { Span } from '../filters/range.ts';
import { ChartLegend } from './ChartLegend.tsx';
import { ChartMarks } from './ChartMarks.tsx';
import { drawnFrames, legendOf, SHARE } from './drawn-frames.ts';
import { tooltipRows } from './tooltip-rows.ts';

/** Hovering shows all series of a moment (`TooltipHoverMode.xAll`, whose enum is not exported). */
const ALL_SERIES = 1;

interface TrendChartProps {
  readonly frames: readonly DataFrame[];
  readonly span: Span;
  readonly width: number;
  /** px */
  readonly height?: number;
  /** As Grafana names units. Shares end at 100 %. */
  readonly unit?: string;
  /** Without a value for longer than this, ms, a curve is interrupted; left out: it never is. */
  readonly gapMs?: number;
  /** Moments that are marked, ms since the epoch. */
  readonly marks?: readonly number[];
  readonly onZoom: (span: Span) => void;
}

const NO_MARKS: readonly number[] = [];
/** Shares, or readings of one unit, over time; a drag zooms the page. */
export function TrendChart({
  frames,
  span,
  width,
  height = 340,
  unit = SHARE,
  gapMs,
  marks = NO_MARKS,
  onZoom,
}: TrendChartProps) {
  const theme = useTheme2();
  const shown = useMemo(() => drawnFrames(frames, { theme, unit, gapMs }), [frames, theme, unit, gapMs]);
  if (width === 0) return null;
  const from = dateTime(span.from);
  const to = dateTime(span.to);
  return (
    <>
      <TimeSeries
        frames={shown}
        width={width}
        height={height}
        timeRange={{ from, to, raw: { from, to } }}
        timeZone="browser"
        legend={{ displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: false, calcs: [] }}
      >
        {(config, aligned) => (
          <>
            <ChartMarks config={config} marks={marks} />
            <TooltipPlugin2
              config={config}
              hoverMode={ALL_SERIES}
              queryZoom={onZoom}
              render={(_plot, indices) => {
                const index = indices[0];
                const at =
                  index === undefined || index === null ? undefined : aligned.fields[0]?.values[index];
                return (
                  <SeriesTable
                    timestamp={typeof at === 'number' ? dateTimeFormat(at) : ''}
                    series={tooltipRows(aligned, shown, indices)}
                  />
                );
              }}
            />
          </>
        )}
      </TimeSeries>
      <ChartLegend series={legendOf(shown)} />
    </>
  );
}
