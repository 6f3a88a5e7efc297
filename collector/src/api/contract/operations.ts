import { Type } from 'typebox';
import { BREAKDOWNS, RANKINGS } from '../../ledger/figures/breakdown.ts';
import { CSV_ROWS } from '../../ledger/uptime/render-csv.ts';
import { EXCLUSION_KINDS, EXCLUSION_STATES } from '../../model/exclusion.ts';
import { decision, exclusion, exclusionPage, uptimeReport } from './compliance.ts';
import { flowDetail, flowPage } from './flows.ts';
import type { Operation } from './operation.ts';
import {
  breakdown,
  COHORT_KEYS,
  comparison,
  funnel,
  heatmap,
  scorecards,
  startTimes,
  summary,
} from './performance.ts';
import { flowQuery, pageQuery, placeQuery, timeQuery } from './query.ts';
import { health, whoami } from './service.ts';
import { inventory, siteDetail, sitePage } from './sites.ts';
import { intervalPage, stationDetail, stationPage } from './stations.ts';
import { oneOf } from './words.ts';

const object = Type.Object;
const optional = Type.Optional;
const closed = { additionalProperties: false } as const;
const id = Type.String({ minLength: 1, maxLength: 128 });
const search = optional(
  Type.String({ maxLength: 128, description: 'Text that an id or name contains, whatever its case.' }),
);
const figuresQuery = object({ ...timeQuery, ...flowQuery }, closed);
const oneOfThem = object({ id });

/** All operations, by their id in OpenAPI. */
export const OPERATIONS = {
  listFlows: {
    ...{ method: 'GET', path: '/flows', role: 'viewer', tag: 'flows' },
    summary: 'Charge flows, the newest first',
    query: object({ ...timeQuery, ...flowQuery, ...pageQuery(500, 50) }, closed),
    answer: flowPage,
  },
  getFlow: {
    ...{ method: 'GET', path: '/flows/:id', role: 'viewer', tag: 'flows' },
    summary: 'One flow with its stages, its evidence and what was measured around it',
    params: oneOfThem,
    answer: flowDetail,
  },
  listStations: {
    ...{ method: 'GET', path: '/stations', role: 'viewer', tag: 'equipment' },
    summary: 'Stations of the inventory and of the ledger',
    query: object({ ...placeQuery, search, ...pageQuery(1_000, 100) }, closed),
    answer: stationPage,
  },
  getStation: {
    ...{ method: 'GET', path: '/stations/:id', role: 'viewer', tag: 'equipment' },
    summary: 'One station: connectors, firmware history, events, and its figures over a stretch of time',
    params: oneOfThem,
    query: object(timeQuery, closed),
    answer: stationDetail,
  },
  listSites: {
    ...{ method: 'GET', path: '/sites', role: 'viewer', tag: 'equipment' },
    summary: 'Sites of the inventory and of the ledger',
    query: object({ search, ...pageQuery(1_000, 100) }, closed),
    answer: sitePage,
  },
  getSite: {
    ...{ method: 'GET', path: '/sites/:id', role: 'viewer', tag: 'equipment' },
    summary: 'One site: stations, links, and its figures over a stretch of time',
    params: oneOfThem,
    query: object(timeQuery, closed),
    answer: siteDetail,
  },
  getInventory: {
    ...{ method: 'GET', path: '/inventory', role: 'viewer', tag: 'equipment' },
    summary: 'What there is to choose from, and where inventory and field differ',
    answer: inventory,
  },
  listIntervals: {
    ...{ method: 'GET', path: '/intervals', role: 'viewer', tag: 'equipment' },
    summary: 'States of the connectors of one station over time',
    query: object(
      {
        station: id,
        evse: optional(Type.Integer({ minimum: 0, maximum: 999 })),
        connector: optional(Type.Integer({ minimum: 0, maximum: 999 })),
        ...timeQuery,
        ...pageQuery(5_000, 1_000),
      },
      closed,
    ),
    answer: intervalPage,
  },
  getSummary: {
    ...{ method: 'GET', path: '/summary', role: 'viewer', tag: 'performance' },
    summary: 'KPIs, Reliability Index and availability, and those of the stretch of time before',
    query: figuresQuery,
    answer: summary,
  },
  getFunnel: {
    ...{ method: 'GET', path: '/funnel', role: 'viewer', tag: 'performance' },
    summary: 'How far flows came, stage by stage, and why they came no further',
    query: figuresQuery,
    answer: funnel,
  },
  getStartTimes: {
    ...{ method: 'GET', path: '/start-times', role: 'viewer', tag: 'performance' },
    summary: 'Percentiles of Charge Start Time, exact: over many flows it takes its time',
    query: figuresQuery,
    answer: startTimes,
  },
  getBreakdown: {
    ...{ method: 'GET', path: '/breakdown', role: 'viewer', tag: 'performance' },
    summary: 'Groups of flows, ranked',
    query: object(
      {
        by: oneOf(BREAKDOWNS),
        rank: optional(
          oneOf(RANKINGS, 'Worst first, `flows` most first, `key` by name; `charges_lost` unless given.'),
        ),
        ...pageQuery(10_000, 100),
        ...timeQuery,
        ...flowQuery,
      },
      closed,
    ),
    answer: breakdown,
  },
  getHeatmap: {
    ...{ method: 'GET', path: '/heatmap', role: 'viewer', tag: 'performance' },
    summary: 'The sites that lost most charges, hour by hour of the day',
    query: object(
      {
        limit: optional(
          Type.Integer({ minimum: 1, maximum: 50, default: 8, description: 'How many sites.' }),
        ),
        ...timeQuery,
        ...flowQuery,
      },
      closed,
    ),
    answer: heatmap,
  },
  getScorecards: {
    ...{ method: 'GET', path: '/scorecards', role: 'viewer', tag: 'performance' },
    summary: 'Vendor × model × firmware: index, reasons, MTBF',
    query: object({ ...timeQuery, ...placeQuery }, closed),
    answer: scorecards,
  },
  compare: {
    ...{ method: 'GET', path: '/compare', role: 'viewer', tag: 'performance' },
    summary: 'Two cohorts: is b better than a, and how sure is that',
    query: object(
      {
        by: oneOf(COHORT_KEYS, 'What the cohorts differ in.'),
        a: Type.String({
          maxLength: 128,
          description: 'Value of `by` of cohort a; with `by=period` a period.',
        }),
        b: Type.String({ maxLength: 128, description: 'The same of cohort b.' }),
        ...timeQuery,
        ...placeQuery,
      },
      closed,
    ),
    answer: comparison,
  },
  getReport: {
    ...{ method: 'GET', path: '/reports/:programme', role: 'viewer', tag: 'compliance' },
    summary: 'Uptime by the rules of a programme: nevi, cec, uk or one of your own',
    params: object({
      programme: Type.String({
        pattern: '^[A-Za-z0-9_-]{1,64}(\\.csv)?$',
        description: '`nevi.csv` is `nevi` as CSV.',
      }),
    }),
    query: object(
      {
        period: Type.String({
          pattern: '^\\d{4}(-(0[1-9]|1[0-2])|-?Q[1-4])?$',
          examples: ['2026-Q3', '2026-11', '2026'],
        }),
        site: optional(id),
        rows: optional(oneOf(CSV_ROWS, 'What a row of the CSV is; ports unless given.')),
        sessions: optional(Type.Boolean({ description: 'JSON: list each session, too.', default: false })),
      },
      closed,
    ),
    answer: uptimeReport,
    csv: true,
  },
  listExclusions: {
    ...{ method: 'GET', path: '/exclusions', role: 'viewer', tag: 'compliance' },
    summary: 'Outage time that may not count: proposed, approved, rejected',
    query: object(
      {
        state: optional(Type.Array(oneOf(EXCLUSION_STATES))),
        kind: optional(Type.Array(oneOf(EXCLUSION_KINDS))),
        site: optional(id),
        station: optional(id),
        ...timeQuery,
        ...pageQuery(500, 100),
      },
      closed,
    ),
    answer: exclusionPage,
  },
  getExclusion: {
    ...{ method: 'GET', path: '/exclusions/:id', role: 'viewer', tag: 'compliance' },
    summary: 'One exclusion; its ETag is what a decision needs',
    params: oneOfThem,
    answer: exclusion,
  },
  approveExclusion: {
    ...{ method: 'POST', path: '/exclusions/:id/approve', role: 'operator', tag: 'compliance' },
    summary: 'Say that the time does not count',
    params: oneOfThem,
    body: decision,
    answer: exclusion,
    changes: true,
  },
  rejectExclusion: {
    ...{ method: 'POST', path: '/exclusions/:id/reject', role: 'operator', tag: 'compliance' },
    summary: 'Say that the time counts after all',
    params: oneOfThem,
    body: decision,
    answer: exclusion,
    changes: true,
  },
  whoAmI: {
    ...{ method: 'GET', path: '/whoami', role: 'viewer', tag: 'service' },
    summary: 'Who the API takes you for: for a test of the connection',
    answer: whoami,
  },
  getHealth: {
    ...{ method: 'GET', path: '/health', role: null, tag: 'service' },
    summary: 'Whether the API works and can read the ledger',
    answer: health,
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationId = keyof typeof OPERATIONS;
