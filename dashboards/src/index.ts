import { CHARGE_FLOW } from './charge-flow.ts';
import { COLLECTOR } from './collector.ts';
import { CONNECTIVITY } from './connectivity.ts';
import type { DashboardSpec } from './dashboard.ts';
import { FLEET } from './fleet.ts';
import { SITE } from './site.ts';
import { STATION } from './station.ts';

/** Every dashboard that is shipped. */
export const DASHBOARDS: readonly DashboardSpec[] = [
  FLEET,
  SITE,
  STATION,
  CHARGE_FLOW,
  CONNECTIVITY,
  COLLECTOR,
];
