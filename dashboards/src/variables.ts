import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Panels ask whichever Prometheus the viewer chose: no dashboard knows the uid of one. */
export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' } as const;

/** The choice of Prometheus. */
export const datasource = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');

/** A choice among the values of a label; `many` allows several, and all. */
export function choice(name: string, label: string, query: string, many: boolean): QueryVariableBuilder {
  const variable = new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATASOURCE)
    .query({ query, refId: name })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(many);
  return many
    ? variable.includeAll(true).allValue('.*').current({ selected: true, text: 'All', value: '$__all' })
    : variable;
}

export const site = (many: boolean): QueryVariableBuilder =>
  choice('site', 'Site', 'label_values(ev_station_connected, site)', many);
export const model = (): QueryVariableBuilder =>
  choice('model', 'Model', 'label_values(ev_station_info{site=~"$site"}, model)', true);
export const firmware = (): QueryVariableBuilder =>
  choice(
    'firmware',
    'Firmware',
    'label_values(ev_station_info{site=~"$site", model=~"$model"}, firmware)',
    true,
  );
export const station = (many: boolean): QueryVariableBuilder =>
  choice('station', 'Station', 'label_values(ev_station_connected{site=~"$site"}, station)', many);
