import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
  type Dashboard,
  type Panel,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Draft } from './panel.ts';
import { datasource } from './variables.ts';

/** A heading and the panels under it, which flow from left to right. */
export interface Section {
  readonly title: string;
  readonly panels: readonly Draft[];
}

/** All that one dashboard says. */
export interface DashboardSpec {
  /** Last part of the uid, name of the file. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** How far back it looks when it is opened: `now-7d`. */
  readonly from: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly sections: readonly Section[];
}

const COLUMNS = 24;
const TAG = 'firstcharge';

/** The dashboard as Grafana's Classic JSON, which versions 12 and 13 can both be provisioned with. */
export function dashboardOf(spec: DashboardSpec): Dashboard {
  const built = new DashboardBuilder(`Firstcharge / ${spec.title}`)
    .uid(`firstcharge-${spec.name}`)
    .description(spec.description)
    .tags([TAG, 'ev-charging'])
    .editable()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: spec.from, to: 'now' })
    .timezone('browser')
    .refresh('1m')
    .variables([datasource(), ...spec.variables])
    .link(
      new DashboardLinkBuilder('Firstcharge')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true)
        .icon('external link')
        .tooltip('')
        .url(''),
    )
    .build();
  return { ...built, id: null, panels: placed(spec.sections) };
}

function placed(sections: readonly Section[]): NonNullable<Dashboard['panels']> {
  const panels: NonNullable<Dashboard['panels']> = [];
  let y = 0;
  for (const { title, panels: drafts } of sections) {
    const row = new RowBuilder(title).gridPos({ x: 0, y, w: COLUMNS, h: 1 }).build();
    panels.push({ ...row, id: panels.length + 1, collapsed: false, panels: [] });
    y += 1;
    let x = 0;
    let tallest = 0;
    for (const draft of drafts) {
      if (x + draft.width > COLUMNS) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      const gridPos = { x, y, w: draft.width, h: draft.height };
      const panel: Panel = draft.build({ id: panels.length + 1, gridPos });
      panels.push(panel);
      x += draft.width;
      tallest = Math.max(tallest, draft.height);
    }
    y += tallest;
  }
  return panels;
}
