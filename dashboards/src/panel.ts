import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  TooltipDisplayMode,
  SortOrder,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { MappingType, type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimeline } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { DATASOURCE } from './variables.ts';

/** One query of a panel; `legend` in Grafana's `{{label}}` form, in a table the name of the column. */
export interface Query {
  readonly expr: string;
  readonly legend?: string;
}

/** What every panel says of itself. `unit` is one of Grafana's: `percentunit`, `s`, `watt` … */
export interface PanelText {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly decimals?: number;
}

/** A panel before it has a place; `build` needs only its id and grid position. */
export interface Draft {
  readonly width: number;
  readonly height: number;
  readonly build: (place: Pick<Panel, 'id' | 'gridPos'>) => Panel;
}

const target = ({ expr, legend }: Query, at: number): DataqueryBuilder => {
  const query = new DataqueryBuilder()
    .refId(String.fromCharCode('A'.charCodeAt(0) + at))
    .datasource(DATASOURCE)
    .expr(expr);
  return legend === undefined ? query : query.legendFormat(legend);
};

const draft = (width: number, height: number, panel: Panel): Draft => ({
  width,
  height,
  build: (place) => ({ ...panel, ...place, datasource: DATASOURCE }),
});

/** One figure, by an instant query over the chosen time. */
export function figure(text: PanelText, query: Query, width = 4): Draft {
  const panel = new Stat()
    .title(text.title)
    .description(text.description)
    .unit(text.unit)
    .noValue('no data')
    .colorMode(BigValueColorMode.None)
    .graphMode(BigValueGraphMode.None)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
    .withTarget(target(query, 0).instant());
  if (text.decimals !== undefined) panel.decimals(text.decimals);
  return draft(width, 4, panel.build());
}

/** Lines over time. */
export function trend(text: PanelText, queries: readonly Query[], width = 12): Draft {
  const panel = new TimeSeries()
    .title(text.title)
    .description(text.description)
    .unit(text.unit)
    .noValue('no data')
    .fillOpacity(8)
    .lineWidth(1)
    .showPoints(VisibilityMode.Never)
    .spanNulls(false)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  queries.forEach((query, at) => panel.withTarget(target(query, at).range()));
  if (text.unit === 'percentunit') panel.max(1);
  return draft(width, 8, panel.build());
}

/** Bars, longest first as the query sorts them. */
export function bars(text: PanelText, query: Query, width = 12): Draft {
  const panel = new BarGauge()
    .title(text.title)
    .description(text.description)
    .unit(text.unit)
    .noValue('none')
    .min(0)
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
    .withTarget(target(query, 0).instant());
  return draft(width, 9, panel.build());
}

/** A table: instant queries whose series are joined by their labels, one column a query, named by its `legend`. */
export function list(
  text: PanelText,
  queries: readonly Query[],
  units: Readonly<Record<string, string>>,
  width = 24,
): Draft {
  const panel = new Table().title(text.title).description(text.description).unit(text.unit).noValue('none');
  queries.forEach(({ expr }, at) =>
    panel.withTarget(target({ expr }, at).instant().format(PromQueryFormat.Table)),
  );
  const names = queries.map(({ legend }, at): [string, string] => [
    queries.length === 1 ? 'Value' : `Value #${String.fromCharCode('A'.charCodeAt(0) + at)}`,
    legend ?? 'value',
  ]);
  panel.withTransformation({ id: 'merge', options: {} }).withTransformation({
    id: 'organize',
    options: { excludeByName: { Time: true }, renameByName: Object.fromEntries(names) },
  });
  for (const [column, unit] of Object.entries(units))
    panel.overrideByName(column, [{ id: 'unit', value: unit }]);
  return draft(width, 10, panel.build());
}

/** States over time; `words` names the values. */
export function ribbon(
  text: Omit<PanelText, 'unit'>,
  query: Query,
  words: Readonly<Record<string, { readonly text: string; readonly color: string }>>,
  width = 24,
): Draft {
  const panel = new StateTimeline()
    .title(text.title)
    .description(text.description)
    .unit('none')
    .noValue('no data')
    .showValue(VisibilityMode.Never)
    .mergeValues(true)
    .mappings([{ type: MappingType.ValueToText, options: { ...words } }])
    .withTarget(target(query, 0).range());
  return draft(width, 8, panel.build());
}
