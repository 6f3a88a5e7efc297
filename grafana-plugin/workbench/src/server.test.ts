import { createServer, type IncomingMessage, type Server } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPluginJson } from './plugin-json.ts';
import { PluginSettings } from './plugin-settings.ts';
import { workbenchServer } from './server.ts';

const SECRETS = {
  viewerToken: 'secret-of-viewers',
  operatorToken: 'secret-of-operators',
  adminToken: 'secret-of-admins',
};

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    }),
  );

let seen: IncomingMessage[] = [];
const upstream = createServer((request, response) => {
  seen.push(request);
  response
    .setHeader('content-type', 'application/json')
    .setHeader('set-cookie', 'session=of-the-api')
    .setHeader('x-request-id', '7')
    .end(JSON.stringify({ path: request.url }));
});
const folder = mkdtempSync(join(tmpdir(), 'workbench-'));
const source = readPluginJson(join(__dirname, '..', '..', 'src'));
let workbench: Server;
let url = '';

beforeAll(async () => {
  const api = await listening(upstream);
  writeFileSync(join(folder, 'module.js'), 'define([], () => ({}))');
  workbench = workbenchServer({
    plugin: source,
    settings: new PluginSettings({ apiUrl: api }, SECRETS),
    dist: folder,
    client: folder,
    images: folder,
    fonts: folder,
    prometheus: api,
    version: '13.2.2',
  });
  url = await listening(workbench);
});
afterAll(() => {
  workbench.close();
  upstream.close();
});
beforeEach(() => {
  seen = [];
});

const proxied = (path: string, role: string, method = 'GET', more: Record<string, string> = {}) =>
  fetch(`${url}/api/plugin-proxy/${source.id}/${path}`, {
    method,
    headers: {
      ...more,
      cookie: `workbench_role=${role}; other=1`,
      'x-grafana-context': 'forged',
      authorization: 'Bearer forged',
    },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });

test('reading goes with the token of viewers, whoever asks', async () => {
  for (const role of ['Viewer', 'Editor', 'Admin']) await proxied('api/v1/flows?site=ring', role);
  expect(seen.map((request) => request.headers.authorization)).toEqual(
    Array(3).fill('Bearer secret-of-viewers'),
  );
  expect(seen[0]?.url).toBe('/api/v1/flows?site=ring');
});

test('deciding goes with the token of operators, and not for viewers', async () => {
  expect((await proxied('api/v1/exclusions/7/approve', 'Viewer', 'POST')).status).toBe(403);
  expect(seen).toEqual([]);
  expect((await proxied('api/v1/exclusions/7/approve', 'Editor', 'POST')).status).toBe(200);
  expect(seen[0]?.headers.authorization).toBe('Bearer secret-of-operators');
  expect(seen[0]?.url).toBe('/api/v1/exclusions/7/approve');
});

test('only administrators try the other tokens', async () => {
  expect((await proxied('check/admin/whoami', 'Editor')).status).toBe(403);
  expect((await proxied('check/admin/whoami', 'Admin')).status).toBe(200);
  expect(seen[0]?.headers.authorization).toBe('Bearer secret-of-admins');
  expect(seen[0]?.url).toBe('/api/v1/whoami');
});

test('what no route lists is not found, and nothing is sent', async () => {
  expect((await proxied('api/v1/flows', 'Admin', 'DELETE')).status).toBe(404);
  expect((await proxied('metrics', 'Admin')).status).toBe(404);
  expect(seen).toEqual([]);
});

test('cookies stay here, and who asks is said by the server alone', async () => {
  await proxied('api/v1/flows', 'Viewer');
  expect(seen[0]?.headers.cookie).toBeUndefined();
  expect(JSON.parse(String(seen[0]?.headers['x-grafana-context']))).toMatchObject({ OrgRole: 'Viewer' });
});

test('what a browser says of itself and of who asks is not believed', async () => {
  await proxied('api/v1/flows', 'Viewer', 'GET', {
    ...{ 'x-grafana-user': 'admin', 'x-grafana-id': 'forged', 'x-forwarded-host': 'evil' },
    ...{ 'x-forwarded-for': '10.0.0.1', origin: 'http://evil', referer: `${url}/a/page` },
  });
  const { headers } = seen[0] ?? {};
  for (const name of ['x-grafana-user', 'x-grafana-id', 'x-forwarded-host', 'origin', 'referer'])
    expect([name, headers?.[name]]).toEqual([name, undefined]);
  expect(headers?.['x-grafana-referer']).toBe(`${url}/a/page`);
  expect(headers?.['x-forwarded-for']).toMatch(/^10\.0\.0\.1, .*127\.0\.0\.1$/);
});

test('an answer keeps its headers but its cookies, and is no page of Grafana', async () => {
  const { headers } = await proxied('api/v1/flows', 'Viewer');
  expect(headers.get('x-request-id')).toBe('7');
  expect(headers.get('set-cookie')).toBeNull();
  expect(headers.get('content-security-policy')).toBe('sandbox');
});

test('a path arrives as it reads: what was escaped is escaped again, but for a slash', async () => {
  await proxied('api/v1/stations/a%20b%25/', 'Viewer');
  await proxied('api/v1/stations/a%2Fb', 'Viewer');
  expect(seen.map((request) => request.url)).toEqual(['/api/v1/stations/a%20b%25', '/api/v1/stations/a/b']);
});

test('an API that is not there is a bad gateway without a word', async () => {
  const gone = createServer();
  const address = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  const lonely = workbenchServer({
    ...{ plugin: source, settings: new PluginSettings({ apiUrl: address }, SECRETS) },
    ...{
      dist: folder,
      client: folder,
      images: folder,
      fonts: folder,
      prometheus: address,
      version: '13.2.2',
    },
  });
  const answer = await fetch(`${await listening(lonely)}/api/plugin-proxy/${source.id}/api/v1/flows`);
  lonely.close();
  expect([answer.status, await answer.text()]).toEqual([502, '']);
});

test('no answer to a browser holds a secret', async () => {
  const paths = [
    '/',
    '/api/frontend/settings',
    `/api/plugins/${source.id}/settings`,
    '/api/health',
    '/login',
  ];
  const bodies = await Promise.all(paths.map(async (path) => (await fetch(url + path)).text()));
  for (const secret of Object.values(SECRETS)) expect(bodies.join('\n')).not.toContain(secret);
  expect(JSON.parse(bodies[2] ?? '')).toMatchObject({
    secureJsonFields: { viewerToken: true, adminToken: true },
  });
});

test('settings are changed by administrators, and a secret that is not sent stays', async () => {
  const change = (role: string) =>
    fetch(`${url}/api/plugins/${source.id}/settings`, {
      method: 'POST',
      headers: { cookie: `workbench_role=${role}` },
      body: JSON.stringify({ secureJsonData: { operatorToken: 'newer' } }),
    });
  expect((await change('Editor')).status).toBe(403);
  expect((await change('Admin')).status).toBe(200);
  await proxied('api/v1/exclusions/7/approve', 'Editor', 'POST');
  await proxied('api/v1/flows', 'Editor');
  expect(seen.map((request) => request.headers.authorization)).toEqual([
    'Bearer newer',
    'Bearer secret-of-viewers',
  ]);
});

test('pages are listed for those who may open them', async () => {
  const pages = async (role: string) => {
    const html = await (await fetch(`${url}/`, { headers: { cookie: `workbench_role=${role}` } })).text();
    return html.includes('"text":"Configuration"');
  };
  expect(await pages('Viewer')).toBe(false);
  expect(await pages('Admin')).toBe(true);
});

test('a path out of the folder is not served', async () => {
  expect((await fetch(`${url}/public/plugins/${source.id}/module.js`)).status).toBe(200);
  expect((await fetch(`${url}/public/plugins/${source.id}/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
});
