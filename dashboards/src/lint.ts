import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { DATASOURCE } from './variables.ts';

type AnyPanel = Panel | RowPanel;

const isPanel = (panel: AnyPanel): panel is Panel => panel.type !== 'row';

/** A query as a dashboard holds it. */
export interface PlacedQuery {
  readonly dashboard: string;
  readonly panel: string;
  readonly expr: string;
}

/** Every PromQL expression of a dashboard, with the panel that asks it. */
export function queriesOf({ uid, panels = [] }: Dashboard): PlacedQuery[] {
  return panels
    .filter(isPanel)
    .flatMap(({ title = '', targets = [] }) =>
      targets.flatMap((target) =>
        'expr' in target && typeof target.expr === 'string'
          ? [{ dashboard: uid ?? '', panel: title, expr: target.expr }]
          : [],
      ),
    );
}

/** What a viewer of these dashboards would stumble over, one sentence each; none when all is well. */
export function problemsOf(dashboards: readonly Dashboard[]): string[] {
  const uids = new Set<string>();
  return dashboards.flatMap((dashboard) => {
    const name = dashboard.uid ?? '(no uid)';
    const problems: string[] = [];
    if (dashboard.uid === undefined || !/^firstcharge-[a-z-]{1,28}$/.test(dashboard.uid))
      problems.push('its uid must be firstcharge-<name>, at most 40 characters');
    if (uids.has(name)) problems.push('another dashboard has the same uid');
    uids.add(name);
    if (dashboard.id !== null) problems.push('id must be null: Grafana gives it');
    if (!dashboard.description) problems.push('it has no description');
    if (!dashboard.templating?.list?.some(({ type }) => type === 'datasource'))
      problems.push('it has no variable for the data source');
    problems.push(...(dashboard.panels ?? []).filter(isPanel).flatMap(problemsOfPanel));
    problems.push(...overlaps(dashboard.panels ?? []));
    return problems.map((problem) => `${name}: ${problem}`);
  });
}

function problemsOfPanel({ title, description, fieldConfig, datasource, targets = [] }: Panel): string[] {
  const problems: string[] = [];
  if (!title) return ['a panel has no title'];
  if (!description) problems.push('no description');
  if (!fieldConfig?.defaults?.unit) problems.push('no unit');
  if (datasource?.uid !== DATASOURCE.uid) problems.push('its data source is not the variable');
  if (targets.length === 0) problems.push('it asks nothing');
  return problems.map((problem) => `panel “${title}”: ${problem}`);
}

function overlaps(panels: readonly AnyPanel[]): string[] {
  const problems: string[] = [];
  panels.forEach(({ title, gridPos: one }, at) => {
    for (const { title: other, gridPos: two } of panels.slice(at + 1))
      if (
        one &&
        two &&
        one.x < two.x + two.w &&
        two.x < one.x + one.w &&
        one.y < two.y + two.h &&
        two.y < one.y + one.h
      )
        problems.push(`“${title}” lies over “${other}”`);
  });
  return problems;
}

/** An expression with Grafana's variables filled in, as Prometheus will see it. */
export const filledIn = (expr: string, values: Readonly<Record<string, string>> = {}): string =>
  expr
    .replaceAll('$__range', values['__range'] ?? '7d')
    .replaceAll('$__rate_interval', values['__rate_interval'] ?? '5m')
    .replaceAll(/\$\{?([a-z]+)\}?/g, (_, name: string) => values[name] ?? '.*');
