import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  decisions,
  newSettings,
  pages,
  PROXY,
  queries,
  readings,
  SETTINGS,
  staticFiles,
  type BrowserRequest,
} from './browser-requests.ts';
import { SecretWorld } from './secret-world.ts';
import { tracesOf, wanted, type Wanted } from './traces-of.ts';

const GRAFANA_ROLES = ['Viewer', 'Editor', 'Admin'] as const;
type GrafanaRole = (typeof GRAFANA_ROLES)[number];

/** Status, address, headers and body of an answer, as a browser has them. */
interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: string;
  readonly seen: string;
}

describe('what a browser is told', () => {
  const world = new SecretWorld();
  let secrets: readonly Wanted[] = [];

  beforeAll(async () => {
    await world.start();
    secrets = [
      ...Object.entries(world.tokens).map(([role, token]) => wanted(`the token of ${role}s`, token)),
      ...world.log.identities.map((identity, index) => wanted(`identity ${index}`, identity)),
    ];
  }, 120_000);
  afterAll(() => world.stop(), 60_000);

  const ask = async (
    role: GrafanaRole,
    { path, method = 'GET', body, headers = {} }: BrowserRequest,
  ): Promise<Answer> => {
    const response = await fetch(world.url + path, {
      ...{ method, redirect: 'manual' as const },
      headers: { cookie: `workbench_role=${role}`, ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const { status, statusText, url } = response;
    return {
      status,
      etag: response.headers.get('etag') ?? '',
      body: text,
      seen: [statusText, url, head, text].join('\n'),
    };
  };
  /** Asks everything; gives the statuses, and every secret that an answer holds. */
  const listen = async (role: GrafanaRole, requests: readonly BrowserRequest[]) => {
    const statuses = new Map<number, number>();
    const told: string[] = [];
    for (const request of requests) {
      const answer = await ask(role, request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      for (const what of tracesOf(secrets, answer.seen)) told.push(`${request.path} tells ${what}`);
    }
    return { statuses, told };
  };
  const flowIds = async (): Promise<string[]> =>
    [
      ...(await ask('Viewer', { path: `${PROXY}/api/v1/flows?limit=500` })).body.matchAll(
        /"id":"([0-9a-f]{16})"/g,
      ),
    ].map(([, flow = '']) => flow);

  it('would be noticed: the log is full of identities, the API asks for tokens, and flows have come of it', async () => {
    expect(tracesOf(secrets, world.log.lines.join('\n')).length).toBe(world.log.identities.length);
    expect((await fetch(`${world.api}/flows`)).status).toBe(401);
    expect(await world.flows()).toBeGreaterThanOrEqual(40);
    expect((await ask('Viewer', { path: `${PROXY}/api/v1/flows` })).status).toBe(200);
  });

  it('would be noticed in any form', () => {
    const { admin } = world.tokens;
    const hidden = [
      ...[
        `x${admin}y`,
        Buffer.from(admin).toString('hex'),
        Buffer.from(`Bearer ${admin}`).toString('base64'),
      ],
      ...[Buffer.from(`{"a":"${admin}"}`).toString('base64'), [...admin].reverse().join('')],
    ];
    for (const text of hidden) expect(tracesOf(secrets, text)).toEqual(['the token of admins']);
    expect(
      tracesOf(secrets, JSON.stringify(world.log.identities.map((one) => one.toLowerCase()))),
    ).toHaveLength(world.log.identities.length);
  });

  it('by the files of the plugin and the workbench is no secret', async () => {
    const { statuses, told } = await listen('Admin', staticFiles());
    expect(told).toEqual([]);
    expect([...statuses.keys()]).toEqual([200]);
  });

  it.each(GRAFANA_ROLES)('by pages, settings and Grafana itself is no secret, as %s', async (role) => {
    const { statuses, told } = await listen(role, pages());
    expect(told).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(8);
  });

  it.each(GRAFANA_ROLES)('by the API is no secret and nobody who charged, as %s', async (role) => {
    const flows = await flowIds();
    expect(flows.length).toBeGreaterThanOrEqual(40);
    const { statuses, told } = await listen(role, readings(flows));
    expect(told).toEqual([]);
    // Answers as well as refusals.
    expect(statuses.get(200)).toBeGreaterThan(flows.length + 20);
    expect(statuses.get(400)).toBeGreaterThan(0);
    expect(statuses.get(404)).toBeGreaterThan(0);
    expect(statuses.get(403) ?? 0).toBe(role === 'Admin' ? 0 : 6);
  });

  it.each(GRAFANA_ROLES)('by Prometheus is no secret and nobody who charged, as %s', async (role) => {
    const { statuses, told } = await listen(role, queries(Date.now()));
    expect(told).toEqual([]);
    expect(statuses.get(200)).toBe(3);
    const everything = await ask(role, queries(Date.now())[0] ?? { path: '/' });
    expect(everything.body).toContain('ev_charge_flows_total');
  });

  it('by a decision is no secret, whoever decides', async () => {
    const { etag } = await ask('Viewer', { path: `${PROXY}/api/v1/exclusions/${world.exclusion}` });
    const requests = decisions(world.exclusion, etag);
    const viewer = await listen('Viewer', requests);
    expect([...viewer.statuses.keys()]).toEqual([403]);
    const editor = await listen('Editor', requests);
    expect([...editor.statuses.keys()].sort()).toEqual([200, 428]);
    expect([...viewer.told, ...editor.told]).toEqual([]);
  });

  it('by the settings is which tokens there are, and none of them, even to who has just set them', async () => {
    const settings = await ask('Admin', { path: SETTINGS });
    expect(settings.body).toContain(
      '"secureJsonFields":{"viewerToken":true,"operatorToken":true,"adminToken":true}',
    );
    const { viewer, operator, admin } = world.tokens;
    const change = newSettings(new URL(world.api).origin, {
      viewerToken: viewer,
      operatorToken: operator,
      adminToken: admin,
    });
    const { statuses, told } = await listen('Admin', [change, { path: SETTINGS }, { path: '/' }]);
    expect(told).toEqual([]);
    expect([...statuses.keys()]).toEqual([200]);
    expect((await ask('Viewer', { path: `${PROXY}/api/v1/flows` })).status).toBe(200);
  });

  it('nor do the programs print any of it', () => {
    expect(tracesOf(secrets, world.output)).toEqual([]);
  });
});
