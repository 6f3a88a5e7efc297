import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { bootData } from './page/boot-data.ts';
import { indexPage } from './page/index-page.ts';
import { visitorOf } from './page/visitor.ts';
import type { PluginJson } from './plugin-json.ts';
import { settingsChange, type PluginSettings } from './plugin-settings.ts';
import { dsQuery, runDsQuery } from './prometheus/ds-query.ts';
import { forward } from './proxy/forward.ts';
import { json, NOT_FOUND, type Reply } from './reply.ts';
import { StaticFiles } from './static-files.ts';

/** What a workbench runs with. */
export interface WorkbenchOptions {
  readonly plugin: PluginJson;
  readonly settings: PluginSettings;
  /** Folder of the built plugin. */
  readonly dist: string;
  /** Folder of the built client, with `system.js` and `amd.js`. */
  readonly client: string;
  /** Folder of Grafana's icons and images (`@grafana/ui/dist/public`). */
  readonly images: string;
  /** Folder of the typeface (`@fontsource/inter/files`): Grafana's own is in no package. */
  readonly fonts: string;
  /** Address of Prometheus. */
  readonly prometheus: string;
  /** The version of Grafana whose packages the client has. */
  readonly version: string;
}

const BODY_LIMIT = 1_000_000;

const bodyOf = async (request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > BODY_LIMIT) return null;
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
};

const FONT_WEIGHTS: Readonly<Record<string, number>> = {
  '/public/fonts/inter/Inter-Regular.woff2': 400,
  '/public/fonts/inter/Inter-Medium.woff2': 500,
};

const icon = (path: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="none" stroke="currentColor" stroke-width="2" d="${path}"/></svg>`;

/** Icons of core that are in no package, drawn plainly. */
const DRAWN: Readonly<Record<string, string>> = {
  'angle-double-left.svg': icon('M12 7l-5 5 5 5M18 7l-5 5 5 5'),
  'times.svg': icon('M6 6l12 12M18 6L6 18'),
  'sync.svg': icon('M19 12a7 7 0 1 1-2-5M19 3v4h-4'),
  'spinner.svg': icon('M19 12a7 7 0 1 1-7-7'),
};

/** Grafana's HTTP side, as far as the app and its tests need it. A test double: it signs nobody in. */
export const workbenchServer = (options: WorkbenchOptions): Server => {
  const { plugin, settings, prometheus, version } = options;
  const dist = new StaticFiles(options.dist);
  const client = new StaticFiles(options.client);
  const images = new StaticFiles(join(options.images, 'img'));
  const fonts = new StaticFiles(options.fonts);
  const id = plugin.id;

  const api = async (request: IncomingMessage, url: URL): Promise<Reply> => {
    const path = url.pathname;
    const visitor = visitorOf(request);
    const body = request.method === 'GET' ? null : await bodyOf(request);
    const proxied = `/api/plugin-proxy/${id}/`;
    if (path.startsWith(proxied))
      return forward(request, path.slice(proxied.length), url.search, body, {
        plugin,
        settings,
        role: visitor.role,
      });
    if (path === '/api/health') return json({ database: 'ok', version });
    if (path === '/api/frontend/settings') return json(bootData(plugin, version, visitor).settings);
    if (path === `/api/plugins/${id}/settings`) {
      if (request.method !== 'POST') return json({ ...plugin, ...settings.shown() });
      if (visitor.role !== 'Admin') return json({ message: 'Permission denied' }, 403);
      const change = settingsChange.safeParse(parsed(body));
      if (!change.success) return json({ message: 'bad request data' }, 400);
      settings.change(change.data);
      return json({ message: 'Plugin settings updated' });
    }
    if (path === '/api/ds/query' && request.method === 'POST') {
      const query = dsQuery.safeParse(parsed(body));
      if (!query.success) return json({ message: 'bad request data' }, 400);
      return json(await runDsQuery(prometheus, query.data));
    }
    return NOT_FOUND;
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', 'http://workbench');
    const path = url.pathname;
    if (path.startsWith('/api/')) return api(request, url);
    if (path === '/login')
      return {
        ...json({ message: 'Logged in' }),
        headers: { 'content-type': 'application/json', 'set-cookie': 'grafana_session=workbench; Path=/' },
      };
    if (path.startsWith(`/public/plugins/${id}/`))
      return dist.serve(path.slice(`/public/plugins/${id}/`.length));
    if (path.startsWith('/workbench/')) return client.serve(path.slice('/workbench/'.length));
    const image = /^\/public\/(?:build\/)?img\/(.*)$/.exec(path);
    if (image !== null) {
      const reply = images.serve(image[1] ?? '');
      return reply.status === 404 && path.endsWith('.svg')
        ? {
            status: 200,
            headers: { 'content-type': 'image/svg+xml' },
            body: DRAWN[path.split('/').at(-1) ?? ''] ?? icon(''),
          }
        : reply;
    }
    const weight = FONT_WEIGHTS[path];
    if (weight !== undefined) return fonts.serve(`inter-latin-${weight}-normal.woff2`);
    if (path.startsWith('/public/')) return NOT_FOUND;
    const visitor = visitorOf(request);
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      body: indexPage(bootData(plugin, version, visitor), visitor.theme, ['/workbench/host.css']),
    };
  };

  return createServer((request, response) => {
    answer(request)
      .catch((): Reply => json({ message: 'Internal Server Error' }, 500))
      .then(({ status, headers, body }) => {
        if (headers['etag'] !== undefined && headers['etag'] === request.headers['if-none-match'])
          return response.writeHead(304).end();
        return response.writeHead(status, headers).end(body);
      })
      .catch(() => response.destroy());
  });
};

const parsed = (body: Uint8Array | null): unknown => {
  try {
    return JSON.parse(Buffer.from(body ?? []).toString('utf8'));
  } catch {
    return undefined;
  }
};
