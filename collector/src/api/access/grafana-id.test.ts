import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { apiBench, TOKENS, type ApiBench } from '../testkit/api-bench.ts';
import { grafanaIdCheck } from './grafana-id.ts';

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

let server: Server;
let bench: ApiBench;
let key: Key;
let strange: Key;
let url = '';
/** What Grafana's keys answer with. */
let status = 200;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  strange = (await generateKeyPair('ES256')).privateKey;
  const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }];
  server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/keys`;
  bench = await apiBench({ grafanaId: grafanaIdCheck({ jwks_url: url, org_id: 1 }) });
});
afterEach(() => {
  status = 200;
});
afterAll(async () => {
  await bench.stop();
  await new Promise((resolve) => server.close(resolve));
});

const signed = (claims: object, by = key, audience = 'org:1', expires = '5m'): Promise<string> =>
  new SignJWT({ username: 'ada', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'jwt' })
    .setSubject('user:7')
    .setAudience(audience)
    .setExpirationTime(expires)
    .sign(by);

const whoami = async (token: string | null, role: keyof typeof TOKENS = 'operator') => {
  const headers = {
    authorization: `Bearer ${TOKENS[role]}`,
    ...(token === null ? {} : { 'x-grafana-id': token }),
  };
  const answer = await bench.get('/whoami', headers);
  return { status: answer.statusCode, ...answer.json() };
};

describe('a Grafana ID', () => {
  it('names who asks, and lowers what he may', async () => {
    expect(await whoami(await signed({ role: 'Viewer' }))).toMatchObject({
      ...{ status: 200, role: 'viewer', token_role: 'operator', grafana_role: 'viewer' },
      ...{ name: 'ada', verified: true },
    });
  });

  it('names by the login beside the name that everybody may give himself', async () => {
    const called = async (claims: object) => (await whoami(await signed(claims))).name;
    expect(await called({ username: 'eve', displayName: 'Ada Example' })).toBe('Ada Example (eve)');
    expect(await called({ username: undefined, displayName: 'Ada Example' })).toBe('Ada Example (user:7)');
    expect(await called({ displayName: 'ada' })).toBe('ada');
    expect(await called({ username: 'eve', displayName: 'A'.repeat(500) })).toMatch(/^A{100} \(eve\)$/);
  });

  it('never raises what the token may', async () => {
    expect(await whoami(await signed({ role: 'Admin' }), 'viewer')).toMatchObject({
      role: 'viewer',
      grafana_role: 'admin',
    });
  });

  it('without a role leaves it to the token, and with an unknown one lets look alone', async () => {
    expect(await whoami(await signed({}))).toMatchObject({ role: 'operator', grafana_role: null });
    expect(await whoami(await signed({ role: 'Emperor' }))).toMatchObject({ role: 'viewer' });
  });

  it('decides under its name, whatever the body says', async () => {
    const headers = {
      authorization: `Bearer ${TOKENS.operator}`,
      'x-grafana-id': await signed({ role: 'Editor' }),
    };
    const answer = await bench.app.inject({
      ...{ method: 'POST', url: '/api/v1/exclusions/0000000000000001/approve' },
      headers: { ...headers, 'if-match': '*' },
      payload: { by: 'Somebody Else', reason: 'why' },
    });
    expect(answer.json().decisions).toMatchObject([{ by: 'ada' }]);
    expect(bench.logged.at(-1)?.fields).toMatchObject({ actor: 'ada', actor_verified: true });
  });

  it('that is missing, forged, over, of another organisation or not signed is refused', async () => {
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"user:7","aud":"org:1","exp":99999999999}').toString('base64url')}.`;
    const tokens = [
      null,
      'nonsense',
      none,
      await signed({}, strange),
      await signed({}, key, 'org:2'),
      await signed({}, key, 'org:1', '-1m'),
    ];
    for (const token of tokens)
      expect(await whoami(token)).toMatchObject({ status: 401, code: 'invalid_grafana_id' });
  });

  it('cannot be verified without the keys, and then nobody is let in', async () => {
    status = 500;
    const closed = await apiBench({ grafanaId: grafanaIdCheck({ jwks_url: url, org_id: 1 }) });
    try {
      const answer = await closed.get('/whoami', { 'x-grafana-id': await signed({}) });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'invalid_grafana_id']);
    } finally {
      await closed.stop();
    }
  });
});
