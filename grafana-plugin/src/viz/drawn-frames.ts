import {
  FieldType,
  getDisplayProcessor,
  getFieldDisplayName,
  type DataFrame,
  type GrafanaTheme2,
} from '@grafana/data';
import { AxisPlacement, GraphDrawStyle, VisibilityMode } from '@grafana/schema';

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
/** As Grafana names it. */
export const SHARE = 'percentunit';

interface Drawn {
  readonly theme: GrafanaTheme2;
  readonly unit: string;
  readonly gapMs: number | undefined;
}

/** Frames with colour, unit and line; the interval of their time is how long a curve may be without a value. */
export const drawnFrames = (frames: readonly DataFrame[], { theme, unit, gapMs }: Drawn): DataFrame[] =>
  frames.map((frame, index) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      if (field.type === FieldType.time)
        return gapMs === undefined ? field : { ...field, config: { ...field.config, interval: gapMs } };
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

/** Names and colours of the curves. */
export const legendOf = (frames: DataFrame[]): { readonly name: string; readonly colour: string }[] =>
  frames.flatMap((frame) =>
    frame.fields
      .filter(({ type }) => type === FieldType.number)
      .map((field) => ({
        name: getFieldDisplayName(field, frame, frames),
        colour: field.config.color?.fixedColor ?? '',
      })),
  );
