import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { apiBench, TOKENS, type ApiBench } from './testkit/api-bench.ts';
import { OPERATIONS, type OperationId } from './contract/operations.ts';
import type { Operation } from './contract/operation.ts';
import { problem, PROBLEMS } from './contract/problem.ts';
import { ROLES } from './contract/service.ts';
import { COMPONENTS } from './contract/words.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await apiBench();
});
afterAll(() => bench.stop());

const FLOW = '0000000000000001';
const EXCLUSION = '0000000000000001';

/** A request of every operation. */
const PATHS: Readonly<Record<OperationId, string>> = {
  listFlows: '/flows?limit=200',
  getFlow: `/flows/${FLOW}`,
  listStations: '/stations',
  getStation: '/stations/CS-2?period=2026-07',
  listSites: '/sites',
  getSite: '/sites/north?period=2026-Q3',
  getInventory: '/inventory',
  listIntervals: '/intervals?station=CS-2&from=2026-07-02T00:00:00Z&to=2026-07-04T00:00:00Z',
  getSummary: '/summary?period=2026-07-09&time_zone=America/Los_Angeles',
  getFunnel: '/funnel',
  getStartTimes: '/start-times',
  getBreakdown: '/breakdown?by=hour&time_zone=Asia/Kathmandu',
  getHeatmap: '/heatmap?limit=2&time_zone=Asia/Kathmandu',
  getScorecards: '/scorecards',
  compare: '/compare?by=firmware&a=1.0&b=2.0&model=V150',
  getReport: '/reports/nevi?period=2026-Q3&sessions=true',
  listExclusions: '/exclusions?state=proposed',
  getExclusion: `/exclusions/${EXCLUSION}`,
  approveExclusion: `/exclusions/${EXCLUSION}/approve`,
  rejectExclusion: `/exclusions/${EXCLUSION}/reject`,
  whoAmI: '/whoami',
  getHealth: '/health',
};

/** A schema with all objects closed: what it does not name is not allowed. */
const closed = (schema: TSchema): TSchema =>
  JSON.parse(
    JSON.stringify(schema, (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'properties' in value
        ? { additionalProperties: false, ...value }
        : value,
    ),
  );

/** Everything that a schema refers to, by the text of its reference. */
const definitions = Object.fromEntries([...COMPONENTS].map(([name, schema]) => [`${name}#`, closed(schema)]));

/** What of a value does not fit a schema. */
const misfits = (schema: TSchema, value: unknown): readonly unknown[] =>
  [...Compile(definitions, closed(schema)).Errors(value)].slice(0, 5);

const operations = Object.entries(OPERATIONS).map(([id, operation]): [string, Operation] => [id, operation]);
const reading = operations.filter(([, { method }]) => method === 'GET');
const pathOf = (id: string): string => new Map(Object.entries(PATHS)).get(id) ?? '';

describe('the comparison with schemas', () => {
  it('finds what is missing, of another kind, or not named at any depth', async () => {
    const { answer } = OPERATIONS.listFlows;
    const page = (await bench.get(PATHS.listFlows)).json();
    const [flow] = page.items;
    expect(misfits(answer, page)).toEqual([]);
    expect(misfits(answer, { ...page, next_cursor: 7 })).not.toEqual([]);
    expect(misfits(answer, { ...page, items: [{ ...flow, identity: 'hash' }] })).not.toEqual([]);
    expect(misfits(answer, { ...page, items: [{ ...flow, outcome: 'fine' }] })).not.toEqual([]);
    expect(misfits(answer, { ...page, items: [{ ...flow, site: undefined }] })).not.toEqual([]);
  });
});

describe.each(reading)('%s', (id, operation) => {
  it('answers what its schema says', async () => {
    const answer = await bench.get(pathOf(id));
    expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
    expect(misfits(operation.answer, answer.json())).toEqual([]);
  });

  it('answers 304 to who has it already', async () => {
    if (operation.role === null) return;
    const { headers } = await bench.get(pathOf(id));
    const etag = String(headers['etag']);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const again = await bench.get(pathOf(id), { 'if-none-match': `"other", W/${etag}` });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('names nobody: no identity, hashed or not', async () => {
    expect((await bench.get(pathOf(id))).body).not.toContain('hash-of-a-driver');
  });
});

describe('access', () => {
  const cases = operations.flatMap(([id, operation]) =>
    [null, ...ROLES].map((role) => [id, role, operation] as const),
  );
  it.each(cases)('to %s with the token of %s is as the table says', async (id, role, operation) => {
    const answer = await bench.app.inject({
      method: operation.method,
      url: `/api/v1${pathOf(id)}`,
      headers: role === null ? {} : { authorization: `Bearer ${TOKENS[role]}` },
      ...(operation.body ? { payload: { reason: 'why' } } : {}),
    });
    const allowed =
      operation.role === null || (role !== null && ROLES.indexOf(role) >= ROLES.indexOf(operation.role));
    const expected = allowed ? (operation.changes === true ? 428 : 200) : role === null ? 401 : 403;
    expect(answer.statusCode).toBe(expected);
    if (expected >= 400) expect(misfits(problem, answer.json())).toEqual([]);
  });

  it.each([
    'Basic dmlld2VyOng=',
    'Bearer',
    `Bearer ${TOKENS.viewer}x`,
    `Bearer ${TOKENS.viewer} x`,
    'Bearer sha256:00',
  ])('with `%s` is refused like no token at all', async (authorization) => {
    const answer = await bench.get('/flows', { authorization });
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('is not given by what anybody can write about himself', async () => {
    const headers = { 'x-grafana-context': '{"orgRole":"Admin"}', 'x-grafana-user': 'admin' };
    const answer = await bench.get('/whoami', headers);
    expect(answer.json()).toMatchObject({ role: 'viewer', name: null, verified: false });
  });

  it('offers nothing to pages of other origins', async () => {
    const answer = await bench.get('/flows', { origin: 'https://elsewhere.example' });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('problems', () => {
  const hostile = [
    ['/flows?limit=100000000', 400],
    ['/flows?limit=-1', 400],
    ['/flows?limit=1e99', 400],
    ['/flows?cursor=nonsense', 400],
    ['/flows?cursor=W10', 400],
    ['/flows?from=yesterday', 400],
    ['/flows?from=2026-07-02T00:00:00Z&to=2026-07-01T00:00:00Z', 400],
    ['/flows?period=2026-Q3&from=2026-07-01T00:00:00Z', 400],
    ['/flows?period=2026-13', 400],
    ['/summary?period=2026-02-31', 400],
    ['/summary?period=2026-07&time_zone=Mars/Olympus', 400],
    ['/flows?outcome=fine', 400],
    ['/flows?unknown=1', 400],
    [`/flows?${'site=x&'.repeat(60)}`, 400],
    [`/flows?site=${'x'.repeat(200)}`, 400],
    ["/flows?site=north'%20OR%201=1--", 200],
    ['/flows?station=%22%3B%20DROP%20TABLE%20flow%3B--', 200],
    ['/flows?site=%F0%9F%94%8C%E2%80%AE%00', 200],
    ['/flows/%27%20OR%20%271%27=%271', 404],
    [`/flows/${'0'.repeat(250)}`, 400],
    ['/stations/..%2F..%2Fetc%2Fpasswd', 404],
    ['/stations/__proto__', 404],
    ['/breakdown?by=constructor', 400],
    ['/reports/__proto__?period=2026', 404],
    ['/reports/nevi?period=20266', 400],
    ['/reports/nevi', 400],
    ['/nothing', 404],
    ['/flows/%E0%A4%A', 400],
  ] as const;

  it.each(hostile)('%s answers %i', async (path, status) => {
    const answer = await bench.get(path);
    expect([path, answer.statusCode]).toEqual([path, status]);
    if (status === 200) return expect(answer.json()).toEqual({ items: [], next_cursor: null });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const body = answer.json();
    expect(misfits(problem, body)).toEqual([]);
    expect(body).toMatchObject({ status, type: `urn:firstcharge:problem:${body.code}` });
    return undefined;
  });

  it('say what of the request is wrong, and do not repeat it', async () => {
    const answer = await bench.get('/flows?limit=secret-value');
    const { errors } = answer.json();
    expect(errors).toEqual([{ path: 'querystring/limit', message: 'must be integer' }]);
    expect(answer.body).not.toContain('secret-value');
  });

  it('have codes with one status each', () => {
    expect(Object.keys(PROBLEMS)).toHaveLength(new Set(Object.keys(PROBLEMS)).size);
  });

  it('leave the ledger as it was', async () => {
    expect((await bench.get('/summary')).json().current.figures.flows).toBe(360);
  });

  it('come when too much is asked, for the one who asks alone', async () => {
    const limited = await apiBench({ requestsPerMinute: 2 });
    try {
      const codes: number[] = [];
      for (let times = 0; times < 3; times += 1) codes.push((await limited.get('/openapi.json')).statusCode);
      expect(codes).toEqual([200, 200, 429]);
      const other = await limited.get('/openapi.json', { authorization: `Bearer ${TOKENS.admin}` });
      expect(other.statusCode).toBe(200);
    } finally {
      await limited.stop();
    }
  });

  it('of ours are in the log with the request that had them, and not in the answer', async () => {
    const broken = await apiBench();
    try {
      broken.app.get('/api/v1/broken', () => {
        throw new Error('a table is missing');
      });
      const answer = await broken.get('/broken');
      expect(answer.json()).toMatchObject({ status: 500, code: 'internal_error' });
      expect(answer.body).not.toContain('table');
      expect(broken.logged).toEqual([
        {
          message: 'a request failed',
          fields: { request: answer.json().instance, error: 'a table is missing' },
        },
      ]);
    } finally {
      await broken.stop();
    }
  });

  it.each(['/flows', '/nothing'])('come when somebody without a token asks too much for %s', async (path) => {
    const limited = await apiBench({ requestsPerMinute: 2 });
    try {
      const codes: number[] = [];
      for (let guess = 0; guess < 3; guess += 1)
        codes.push((await limited.get(path, { authorization: `Bearer guess-${guess}` })).statusCode);
      expect(codes[2]).toBe(429);
      expect((await limited.get('/flows')).statusCode).toBe(200);
    } finally {
      await limited.stop();
    }
  });
});
