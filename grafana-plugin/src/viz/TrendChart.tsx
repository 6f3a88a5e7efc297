import {
  dateTime,
  dateTimeFormat,
  FieldType,
  getDisplayProcessor,
  getFieldDisplayName,
  type DataFrame,
  type GrafanaTheme2,
} from '@grafana/data';
import { AxisPlacement, GraphDrawStyle, LegendDisplayMode, VisibilityMode } from '@grafana/schema';
import { SeriesTable, TimeSeries, TooltipPlugin2, useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { Span } from '../filters/range.ts';
import { ChartLegend } from './ChartLegend.tsx';
import { ChartMarks } from './ChartMarks.tsx';
import { tooltipRows } from './tooltip-rows.ts';

const COLOURS = [
  'blue',
  'green',
  'purple',
  'orange',
  'red',
  'yellow',
  'light-blue',
  'light-green',
  'light-purple',
];
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
  /** Moments that are marked, ms since the epoch. */
  readonly marks?: readonly number[];
  readonly onZoom: (span: Span) => void;
}

const NO_MARKS: readonly number[] = [];
const SHARE = 'percentunit';

const drawn = (frames: readonly DataFrame[], theme: GrafanaTheme2, unit: string): DataFrame[] =>
  frames.map((frame, index) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      if (field.type === FieldType.time) return field;
      const config = {
        ...field.config,
        unit,
        ...(unit === SHARE && { decimals: 1, max: 1 }),
        color: {
          mode: 'fixed',
          fixedColor: theme.visualization.getColorByName(COLOURS[index % COLOURS.length] ?? 'blue'),
        },
        custom: {
          drawStyle: GraphDrawStyle.Line,
          lineWidth: 2,
          fillOpacity: 0,
          showPoints: VisibilityMode.Auto,
          pointSize: 4,
          axisPlacement: AxisPlacement.Auto,
        },
      };
      const shown = { ...field, config };
      return { ...shown, display: getDisplayProcessor({ field: shown, theme }) };
    }),
  }));

const legendOf = (frames: DataFrame[]): { readonly name: string; readonly colour: string }[] =>
  frames.flatMap((frame) =>
    frame.fields
      .filter(({ type }) => type === FieldType.number)
      .map((field) => ({
        name: getFieldDisplayName(field, frame, frames),
        colour: field.config.color?.fixedColor ?? '',
      })),
  );

/** Shares, or readings of one unit, over time; a drag zooms the page. */
export function TrendChart({
  frames,
  span,
  width,
  height = 340,
  unit = SHARE,
  marks = NO_MARKS,
  onZoom,
}: TrendChartProps) {
  const theme = useTheme2();
  const shown = useMemo(() => drawn(frames, theme, unit), [frames, theme, unit]);
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
