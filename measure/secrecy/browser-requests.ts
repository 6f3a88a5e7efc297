import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { OPERATIONS } from '@firstcharge/collector/api/contract/operations.ts';

const PLUGIN = join(import.meta.dirname, '..', '..', 'grafana-plugin');
const pluginJson = z.object({
  id: z.string(),
  includes: z.array(z.object({ type: z.string(), path: z.string() })),
});
const { id, includes } = pluginJson.parse(
  JSON.parse(readFileSync(join(PLUGIN, 'dist', 'plugin.json'), 'utf8')),
);

/** One thing that a browser may ask the server of the app. */
export interface BrowserRequest {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const PROXY = `/api/plugin-proxy/${id}`;
export const SETTINGS = `/api/plugins/${id}/settings`;

const filesIn = (folder: string, at: string): BrowserRequest[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ path: at + relative(folder, join(entry.parentPath, entry.name)) }));

/** The built plugin, file by file, and the program of the workbench. */
export const staticFiles = (): BrowserRequest[] => [
  ...filesIn(join(PLUGIN, 'dist'), `/public/plugins/${id}/`),
  ...filesIn(join(PLUGIN, 'workbench', 'dist', 'lane-13'), '/workbench/'),
];

/** Pages, and what Grafana itself tells. */
export const pages = (): BrowserRequest[] => [
  ...includes.flatMap(({ type, path }) => (type === 'page' ? [{ path }] : [])),
  ...['/', `/a/${id}/stations/CS-9`, '/api/health', '/api/frontend/settings', SETTINGS].map((path) => ({
    path,
  })),
  { path: '/login', method: 'POST', body: { user: 'admin', password: 'admin' } },
  { path: '/api/users/search' },
];

/** Values for the parts of a path that have a name. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  '/flows/:id': [],
  '/stations/:id': ['CS-1', 'CS-8', 'CS-9', 'nobody'],
  '/sites/:id': ['default', 'nowhere'],
  '/reports/:programme': ['nevi', 'cec', 'uk', 'nevi.csv', 'other'],
  '/exclusions/:id': ['00000000000000e1', 'none'],
};
/** Questions beside the plain one. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/flows': ['limit=500', 'outcome=failed', 'cursor=broken', 'from=yesterday'],
  '/breakdown': ['station', 'site', 'vendor', 'model', 'firmware', 'hour', 'weekday'].map((by) => `by=${by}`),
  '/compare': ['by=model&a=AC22&b=DC150', 'by=period&a=2026-10&b=2026-11'],
  '/intervals': ['station=CS-1', 'station=CS-9&limit=5000'],
  '/reports/:programme': ['period=2026-11&sessions=true', 'period=2026-Q4', 'period=2026-11&rows=ports'],
};

/** Every operation of the API that reads; `flows`: ids of flows. Through the routes for everybody and those that try a token. */
export const readings = (flows: readonly string[]): BrowserRequest[] => {
  const paths = Object.values(OPERATIONS).flatMap(({ method, path }) => {
    if (method !== 'GET') return [];
    const named: readonly string[] = path === '/flows/:id' ? flows : (PARTS[path] ?? ['']);
    return named.flatMap((value) =>
      ['', ...(QUERIES[path] ?? [])].map(
        (query) => path.replace(/:\w+/, value) + (query === '' ? '' : `?${query}`),
      ),
    );
  });
  return [
    ...paths.map((path) => `${PROXY}/api/v1${path}`),
    ...['openapi.json', 'nothing'].map((path) => `${PROXY}/api/v1/${path}`),
    ...['admin', 'operator'].flatMap((role) =>
      ['whoami', 'health', 'flows'].map((path) => `${PROXY}/check/${role}/${path}`),
    ),
    `${PROXY}/metrics`,
  ].map((path) => ({ path }));
};

/** Everything that Prometheus has, and an expression that it refuses. */
export const queries = (at: number): BrowserRequest[] =>
  ['{__name__=~".+"}', 'target_info', 'sum('].map((expr) => ({
    path: '/api/ds/query?ds_type=prometheus',
    method: 'POST',
    body: { from: String(at - 600_000), to: String(at), queries: [{ refId: 'A', expr, instant: true }] },
  }));

/** A decision: first without, then with what the API asks of one. */
export const decisions = (exclusion: string, etag: string): BrowserRequest[] => {
  const path = `${PROXY}/api/v1/exclusions/${exclusion}/approve`;
  const headers = { 'content-type': 'application/json' };
  const body = { by: 'Ada Example', reason: 'notice of the utility', evidence: ['WO-17'] };
  return [
    { path, method: 'POST', body, headers },
    { path, method: 'POST', body, headers: { ...headers, 'if-match': etag } },
  ];
};

/** New tokens and a new address, as the configuration page sends them. */
export const newSettings = (
  apiUrl: string,
  secureJsonData: Readonly<Record<string, string>>,
): BrowserRequest => ({
  path: SETTINGS,
  method: 'POST',
  body: { enabled: true, pinned: true, jsonData: { apiUrl }, secureJsonData },
});
