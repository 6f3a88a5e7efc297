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

const HEIGHT = 340;
const COLOURS = ['blue', 'green', 'purple'];
/** Hovering shows all series of a moment (`TooltipHoverMode.xAll`, whose enum is not exported). */
const ALL_SERIES = 1;

interface TrendChartProps {
  readonly frames: readonly DataFrame[];
  readonly span: Span;
  readonly width: number;
  readonly onZoom: (span: Span) => void;
}

const drawn = (frames: readonly DataFrame[], theme: GrafanaTheme2): DataFrame[] =>
  frames.map((frame, index) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      if (field.type === FieldType.time) return field;
      const config = {
        ...field.config,
        unit: 'percentunit',
        decimals: 1,
        max: 1,
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

/** Shares over time; a drag zooms the page. */
export function TrendChart({ frames, span, width, onZoom }: TrendChartProps) {
  const theme = useTheme2();
  const shown = useMemo(() => drawn(frames, theme), [frames, theme]);
  if (width === 0) return null;
  const from = dateTime(span.from);
  const to = dateTime(span.to);
  return (
    <TimeSeries
      frames={shown}
      width={width}
      height={HEIGHT}
      timeRange={{ from, to, raw: { from, to } }}
      timeZone="browser"
      legend={{ displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: true, calcs: [] }}
    >
      {(config, aligned) => (
        <TooltipPlugin2
          config={config}
          hoverMode={ALL_SERIES}
          queryZoom={onZoom}
          render={(_plot, indices) => {
            const index = indices[0];
            const at = index === undefined || index === null ? undefined : aligned.fields[0]?.values[index];
            return (
              <SeriesTable
                timestamp={typeof at === 'number' ? dateTimeFormat(at) : ''}
                series={aligned.fields.slice(1).map((field, position) => {
                  const here = indices[position + 1];
                  const value: unknown = here === undefined || here === null ? null : field.values[here];
                  return {
                    label: getFieldDisplayName(field, aligned, shown),
                    color: String(field.config.color?.fixedColor ?? ''),
                    value: typeof value === 'number' ? `${(100 * value).toFixed(1)} %` : '–',
                  };
                })}
              />
            );
          }}
        />
      )}
    </TimeSeries>
  );
}
