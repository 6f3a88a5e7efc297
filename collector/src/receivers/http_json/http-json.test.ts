import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until as eventually } from '../../gateway/test-bench.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import type { Batch } from '../../model/batch.ts';
import { parseMapping } from '../mapping/mapping.ts';
import { httpJsonConfig } from './config.ts';
import { HttpJsonReceiver } from './http-json.ts';

const MAPPING = `messages:
  - path: /events/sim
    each: '$[*]'
    subject: { link: { by: iccid, is: $.sim.iccid } }
    time: $.at
    event: $.id
    signals: [{ state: $.type, means: { up: { condition: data_session, holds: true }, down: { condition: data_session, holds: false } } }]
  - path: /api/samples
    each: '$.data[*]'
    subject: { link: R-1 }
    time: $.at
    ignore: [$.next, $.token]
    signals: [{ reading: rsrp_dbm, value: $.rsrp }]
`;
const INVENTORY = `sites: [{ id: n }]
links: [{ id: SIM-1, site: n, kind: sim, external_ids: { iccid: '8988' } }, { id: R-1, site: n, kind: router }]
`;

const until = (condition: () => boolean): Promise<void> => eventually(condition.toString(), condition);
/** The clock of these tests: the same day whenever they run. */
const now = (): number => Date.UTC(2026, 10, 3) + performance.now();
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

interface Running {
  readonly receiver: HttpJsonReceiver;
  readonly batches: Batch[];
  readonly warnings: string[];
  /** While it is there, nothing becomes durable before it resolves. */
  hold: Promise<void> | null;
}

async function receive(config: object, positions = new Map<string, number>()): Promise<Running> {
  const mapping = parseMapping('m.yaml', MAPPING);
  const inventory = loadInventory({ file: 'i.yaml', text: INVENTORY, defaultSite: 'default' });
  if (!mapping.ok || !inventory.ok) throw new Error('the test is wrong');
  const warnings: string[] = [];
  const receiver = new HttpJsonReceiver(
    {
      id: 'http_json/sims',
      mapping: mapping.value,
      inventory: () => inventory.value,
      hash: (id) => `~${id.length}`,
      warn: (message) => void warnings.push(message),
      now,
    },
    httpJsonConfig.parse({ mappings: ['-'], ...config }),
  );
  const running: Running = { receiver, batches: [], warnings, hold: null };
  const started = await receiver.start(async (batch) => {
    await running.hold;
    running.batches.push(batch);
  }, positions);
  if (!started.ok) throw new Error(started.error.message);
  stops.push(() => receiver.stop());
  return running;
}

const values = ({ batches }: Running): unknown[] =>
  batches.flatMap(({ arrivals }) =>
    arrivals.map((arrival) =>
      arrival.kind !== 'telemetry'
        ? null
        : arrival.observation.kind === 'reading'
          ? arrival.observation.value
          : arrival.observation.kind === 'condition' && arrival.observation.holds,
    ),
  );

const EVENT = JSON.stringify([
  { id: 'e1', at: '2026-11-02T10:00:00Z', type: 'down', sim: { iccid: '8988' } },
]);

describe('a webhook', () => {
  const post = (
    { receiver }: Running,
    body: string | Buffer,
    headers: Record<string, string> = {},
    path = '/events/sim',
  ): Promise<Response> =>
    fetch(`http://127.0.0.1:${receiver.port}${path}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers,
    });
  const listen = { endpoint: '127.0.0.1:0' };

  it('answers when what was sent is durable', async () => {
    const running = await receive({ listen });
    let release: () => void = () => undefined;
    running.hold = new Promise((resolve) => (release = resolve));
    let answered = false;
    const answer = post(running, EVENT).then((response) => {
      answered = true;
      return response.status;
    });
    await until(() => running.receiver.counts.messages === 1);
    expect(answered).toBe(false);
    release();
    expect(await answer).toBe(204);
    expect(running.batches[0]?.arrivals).toEqual([
      expect.objectContaining({
        source: 'http_json/sims',
        subject: { of: 'link', link: 'SIM-1' },
        observation: { kind: 'condition', condition: 'data_session', holds: false },
        event: expect.stringMatching(/^~/),
      }),
    ]);
    expect((await post(running, gzipSync(EVENT), { 'content-encoding': 'gzip' })).status).toBe(204);
  });

  it('says why it does not take something', async () => {
    const running = await receive({ listen: { ...listen, max_body: 2_048 } });
    expect((await post(running, '{', {})).status).toBe(400);
    expect((await post(running, EVENT, {}, '/other')).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${running.receiver.port}/events/sim`)).status).toBe(405);
    expect((await post(running, EVENT.padEnd(4_000))).status).toBe(413);
    expect((await post(running, gzipSync(' '.repeat(1e6)), { 'content-encoding': 'gzip' })).status).toBe(413);
    // A device that we do not know is nothing that the sender could mend.
    expect((await post(running, EVENT.replace('8988', '8977'))).status).toBe(204);
    expect(running.receiver.counts).toMatchObject({ refused: 5, accepted: 0 });
    expect(running.receiver.intake.problems.get('unknown_device')).toBe(1);
  });

  it('asks to come again while it is busy, or the journal takes nothing', async () => {
    const running = await receive({ listen: { ...listen, max_concurrent_requests: 1 } });
    running.hold = Promise.reject(new Error('the disk is full'));
    running.hold.catch(() => undefined);
    const refused = await post(running, EVENT);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    let release: () => void = () => undefined;
    running.hold = new Promise((resolve) => (release = resolve));
    const first = post(running, EVENT);
    await until(() => running.receiver.counts.messages === 2);
    expect((await post(running, EVENT)).status).toBe(503);
    release();
    expect((await first).status).toBe(204);
    expect(running.batches).toHaveLength(1);
  });

  it('lets in who has the token, the header, the signature', async () => {
    const token = await receive({ listen: { ...listen, bearer_token: 'open' } });
    expect((await post(token, EVENT)).status).toBe(401);
    expect((await post(token, EVENT, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await post(token, EVENT, { authorization: 'Bearer open' })).status).toBe(204);
    const header = await receive({ listen: { ...listen, header: { name: 'X-Key', secret: 'open' } } });
    expect((await post(header, EVENT, { 'x-key': 'shut' })).status).toBe(401);
    expect((await post(header, EVENT, { 'x-key': 'open' })).status).toBe(204);
    const signed = await receive({
      listen: { ...listen, hmac: { header: 'X-Signature', secret: 'key', prefix: 'sha256=' } },
    });
    const signature = (body: string): string =>
      `sha256=${createHmac('sha256', 'key').update(body).digest('hex')}`;
    expect((await post(signed, EVENT)).status).toBe(401);
    expect((await post(signed, EVENT, { 'x-signature': signature(`${EVENT} `) })).status).toBe(401);
    expect((await post(signed, EVENT, { 'x-signature': signature(EVENT) })).status).toBe(204);
  });
});

describe('a pull', () => {
  interface Asked {
    readonly url: string;
    readonly headers: IncomingMessage['headers'];
  }

  async function serve(
    answer: (asked: Asked, response: ServerResponse, count: number) => void,
  ): Promise<{ url: string; asked: Asked[] }> {
    const asked: Asked[] = [];
    const server = createServer((request, response) => {
      const one = { url: request.url ?? '', headers: request.headers };
      asked.push(one);
      answer(one, response, asked.length);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.unshift(async () => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, asked };
  }

  const page = (rsrps: readonly number[], more: object = {}): string =>
    JSON.stringify({
      ...more,
      data: rsrps.map((rsrp) => ({ rsrp, at: new Date(Date.UTC(2026, 10, 2, 10, 0, -rsrp)).toISOString() })),
    });

  it('follows links to the last page with its keys, and keeps where it came to when all is durable', async () => {
    const { url, asked } = await serve(({ url: path }, response) =>
      response.end(
        path.includes('page=2') ? page([-90]) : page([-100, -95], { next: '/api/samples?page=2' }),
      ),
    );
    const pull = {
      url: `${url}/api/samples?after={since}`,
      ...{ name: 'samples', every: '1h', next: { url: '$.next' }, since: { from: '$.data[*].at' } },
      headers: [{ name: 'X-Api-Key', secret: 'open' }],
    };
    const running = await receive(
      { pull: [pull] },
      new Map([['http_json/sims:samples', Date.UTC(2026, 10, 2)]]),
    );
    await until(() => running.batches.length === 2);
    expect(asked.map((one) => [one.url, one.headers['x-api-key']])).toEqual([
      ['/api/samples?after=2026-11-02T00%3A00%3A00.000Z', 'open'],
      ['/api/samples?page=2', 'open'],
    ]);
    expect(values(running)).toEqual([-100, -95, -90]);
    const latest = Date.UTC(2026, 10, 2, 10, 0, 100);
    expect(running.batches.map(({ position }) => position)).toEqual([
      undefined,
      { source: 'http_json/sims:samples', sequence: latest },
    ]);
  });

  it('pages by a header and by a token, and never follows to another host', async () => {
    const { url, asked } = await serve(({ url: path }, response) => {
      if (path === '/api/samples')
        response.setHeader('link', '</api/samples?n=2>; rel="next"').end(page([-100]));
      else if (path === '/api/samples?by=token') response.end(page([-90], { token: 'a b' }));
      else if (path === '/api/samples?away')
        response.end(page([-80], { next: 'http://elsewhere.example/api/samples' }));
      else response.end(page([]));
    });
    const running = await receive({
      pull: [
        { url: `${url}/api/samples`, name: 'a', every: '1h', next: { link_header: true } },
        {
          url: `${url}/api/samples?by=token`,
          name: 'b',
          every: '1h',
          next: { token: '$.token', parameter: 'cursor' },
        },
        { url: `${url}/api/samples?away`, name: 'c', every: '1h', next: { url: '$.next' } },
      ],
    });
    await until(() => asked.length === 5 && running.receiver.counts.failures === 1);
    expect(asked.map((one) => one.url).sort()).toEqual([
      '/api/samples',
      '/api/samples?away',
      '/api/samples?by=token',
      '/api/samples?by=token&cursor=a+b',
      '/api/samples?n=2',
    ]);
    expect(running.warnings).toEqual([
      expect.stringContaining('http_json/sims: pull c the next page is at another host; again in'),
    ]);
  });

  it('goes on where items of the present came to, whatever one with a wrong clock says', async () => {
    const before = Math.floor(now()) - 60_000;
    const item = (rsrp: number, at: number) => ({ rsrp, at: new Date(at).toISOString() });
    const { url, asked } = await serve((_, response) =>
      response.end(JSON.stringify({ data: [item(-90, before), item(-80, Date.UTC(2099, 0, 1))] })),
    );
    const running = await receive({
      pull: [
        {
          url: `${url}/api/samples?after={since}`,
          ...{ name: 'samples', every: '20ms', since: { from: '$.data[*].at' } },
        },
      ],
    });
    await until(() => asked.length >= 2);
    const after = new URL(asked[1]?.url ?? '', url).searchParams.get('after');
    expect(after).toBe(new Date(before).toISOString());
    expect(running.batches[0]?.position?.sequence).toBe(before);
  });

  it('ends where a page names one that was there before as the next', async () => {
    const { url, asked } = await serve(({ url: path }, response) =>
      response.end(page([path.includes('page=2') ? -90 : -95], { next: '/api/samples?page=2' })),
    );
    const running = await receive({
      pull: [
        {
          url: `${url}/api/samples?after={since}`,
          ...{ name: 'samples', every: '1h', next: { url: '$.next' }, since: { from: '$.data[*].at' } },
        },
      ],
    });
    await until(() => running.batches.some(({ position }) => position !== undefined));
    expect(asked.map((one) => one.url)).toEqual([expect.any(String), '/api/samples?page=2']);
    expect(values(running)).toEqual([-95, -90]);
  });

  it('waits as long as it is told, asks only for what changed, and counts what fails', async () => {
    const { url, asked } = await serve((_, response, count) => {
      if (count === 1) response.writeHead(429, { 'retry-after': '0' }).end();
      else if (count === 2) response.writeHead(500).end('secret trouble');
      else if (count === 3) response.setHeader('etag', '"v1"').end(page([-70]));
      else response.writeHead(304).end();
    });
    const running = await receive({ pull: [{ url: `${url}/api/samples`, every: '20ms' }] });
    await until(() => asked.length >= 5);
    expect(values(running)).toEqual([-70]);
    expect(asked[2]?.headers['if-none-match']).toBeUndefined();
    expect(asked[4]?.headers['if-none-match']).toBe('"v1"');
    expect(running.receiver.counts).toMatchObject({ failures: 2, accepted: 1 });
    expect(running.warnings[0]).toBe('http_json/sims: pull /api/samples answers 429; again in 0 s');
    expect(running.warnings.join()).not.toContain('secret');
  });

  it('does not hurry on where it is told again and again to come back at once', async () => {
    const { url } = await serve((_, response) => response.writeHead(429, { 'retry-after': '0' }).end());
    const running = await receive({ pull: [{ url: `${url}/api/samples`, every: '1h' }] });
    await until(() => running.receiver.counts.failures === 2);
    expect(running.warnings).toEqual([
      expect.stringContaining('again in 0 s'),
      expect.stringContaining('again in 1 s'),
    ]);
  });

  it('gives up on what does not answer, sends elsewhere or is too long', async () => {
    const { url } = await serve(({ url: path }, response) => {
      if (path === '/api/samples?moved')
        response.writeHead(302, { location: 'http://elsewhere.example/' }).end();
      if (path === '/api/samples?long') response.end(page([-1]).padEnd(10_000));
    });
    const running = await receive({
      pull: [
        { url: `${url}/api/samples?slow`, name: 'slow', timeout: '50ms', every: '1h' },
        { url: `${url}/api/samples?moved`, name: 'moved', every: '1h' },
        { url: `${url}/api/samples?long`, name: 'long', every: '1h', max_body: 2_048 },
      ],
    });
    await until(() => running.receiver.counts.failures === 3);
    const told = running.warnings.join('\n');
    expect(told).toContain('pull slow does not answer within 50 ms');
    expect(told).toContain('pull moved answers 302');
    expect(told).toContain('pull long a page is longer than 2048 bytes');
  });

  it('refuses configs that cannot work', () => {
    const issues = (config: object): string[] => {
      const parsed = httpJsonConfig.safeParse({ mappings: ['-'], ...config });
      return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
    };
    const url = 'https://example.com/api';
    expect(issues({})).toEqual(['write `listen`, `pull` or both']);
    expect(issues({ pull: [{ url }, { url: `${url}?x` }] })).toEqual(['give each pull a `name` of its own']);
    expect(issues({ pull: [{ url: `${url}?a={since}` }] })).toEqual([
      '`{since}` in the URL goes with `since`',
    ]);
    expect(issues({ pull: [{ url, next: { token: '$.t' } }] })).toEqual([
      'write one of `url`, `link_header: true`, or `token` with `parameter`',
    ]);
    expect(issues({ pull: [{ url: 'https://user:word@example.com/' }] })).toEqual([
      expect.stringContaining('keys belong under `headers`'),
    ]);
  });
});
