import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exampleExclusion } from '../ledger/examples.ts';
import { makeUptimeReport } from '../ledger/uptime/make-uptime-report.ts';
import { parsePeriod } from '../ledger/uptime/period.ts';
import { renderUptimeCsv } from '../ledger/uptime/render-csv.ts';
import { shippedProgrammes } from '../inventory/programmes/programmes.ts';
import { openSqliteLedger } from '../ledger/sqlite/sqlite-ledger.ts';
import { apiBench, TOKENS, type ApiBench } from './testkit/api-bench.ts';
import { SEED_START, seededInventory } from './testkit/seeded-ledger.ts';

let bench: ApiBench;
/** An exclusion that nobody has decided about, a new one for each test. */
let ID = '';
let number = 100;
beforeAll(async () => {
  bench = await apiBench();
});
beforeEach(() => {
  number += 1;
  ID = `of-test-${number}`;
  const ledger = openSqliteLedger({ path: bench.ledger, busyTimeoutMs: 2_000 });
  if (!ledger.ok) throw new Error(ledger.error.message);
  // An hour in which a connector of the site was down, of another day each time.
  const start = SEED_START + (number % 5) * 5 * 24 * HOUR_MS + 2 * HOUR_MS;
  ledger.value.propose([exampleExclusion({ id: ID, start, end: start + HOUR_MS })]);
  ledger.value.close();
});
afterAll(() => bench.stop());

const HOUR_MS = 3_600_000;

const post = (
  action: 'approve' | 'reject',
  payload: object,
  headers: Readonly<Record<string, string>>,
  id = ID,
) =>
  bench.app.inject({
    ...{ method: 'POST', url: `/api/v1/exclusions/${id}/${action}`, payload },
    headers: { authorization: `Bearer ${TOKENS.operator}`, ...headers },
  });

const seen = async (): Promise<string> => String((await bench.get(`/exclusions/${ID}`)).headers['etag']);
const ADA = { by: 'Ada Example', reason: 'notice of the utility', evidence: ['WO-17'] };

describe('a decision about an exclusion', () => {
  it('is added with who, why and what it rests on', async () => {
    const answer = await post('approve', ADA, { 'if-match': await seen() });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      state: 'approved',
      decisions: [{ state: 'approved', by: 'Ada Example', note: ADA.reason, evidence: ['WO-17'] }],
    });
    expect(answer.headers['etag']).toBe(await seen());
  });

  it('goes to the log with who made it, not verified, and without a token', async () => {
    await post('approve', ADA, { 'if-match': await seen() });
    expect(bench.logged.at(-1)).toMatchObject({
      message: 'change',
      fields: {
        ...{ operation: 'approveExclusion', subject: ID, status: 200 },
        ...{ actor: 'Ada Example', actor_verified: false },
      },
    });
    expect(JSON.stringify(bench.logged)).not.toMatch(/token-for-tests/);
  });

  it('needs to know what it decides about', async () => {
    const answer = await post('approve', ADA, {});
    expect([answer.statusCode, answer.json().code]).toEqual([428, 'precondition_required']);
  });

  it('by one of two who have seen the same is made, the other one is told', async () => {
    const etag = await seen();
    const both = await Promise.all([
      post('approve', ADA, { 'if-match': etag }),
      post('reject', { by: 'Bo Example', reason: 'no' }, { 'if-match': etag }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 412]);
    expect((await bench.get(`/exclusions/${ID}`)).json().decisions).toHaveLength(1);
  });

  it('that stands so already is no decision', async () => {
    await post('approve', ADA, { 'if-match': await seen() });
    const again = await post('approve', ADA, { 'if-match': await seen() });
    expect([again.statusCode, again.json().code]).toEqual([409, 'already_decided']);
  });

  it('sent again with its key is the same decision', async () => {
    const headers = { 'if-match': await seen(), 'idempotency-key': 'key-1' };
    const first = await post('approve', ADA, headers);
    const again = await post('approve', ADA, headers);
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    const other = await post('approve', { ...ADA, reason: 'something else' }, headers);
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
    const rested = await post('approve', { ...ADA, evidence: ['WO-18'] }, headers);
    expect([rested.statusCode, rested.json().code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('may be taken back, and nothing is forgotten', async () => {
    await post('approve', ADA, { 'if-match': await seen() });
    await post(
      'reject',
      { by: 'Bo Example', reason: 'the notice was of another day' },
      { 'if-match': await seen() },
    );
    const { state, decisions } = (await bench.get(`/exclusions/${ID}`)).json();
    expect([state, decisions.map(({ by }: { by: string }) => by)]).toEqual([
      'rejected',
      ['Ada Example', 'Bo Example'],
    ]);
  });

  it.each([
    ['nobody', { reason: 'why' }],
    ['no reason', { by: 'Ada Example' }],
    ['a reason of several lines', { by: 'Ada Example', reason: 'one\ntwo' }],
    ['more than is asked for', { ...ADA, state: 'approved' }],
    ['a reason without end', { by: 'Ada Example', reason: 'x'.repeat(501) }],
    ['a list', []],
  ])('of %s is refused', async (_, payload) => {
    const answer = await post('approve', payload, { 'if-match': await seen() });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });

  it('of more than a screen, in another form, or about nothing is refused', async () => {
    const headers = { 'if-match': '*' };
    expect((await post('approve', { ...ADA, reason: 'x'.repeat(70_000) }, headers)).statusCode).toBe(413);
    expect((await post('approve', ADA, { ...headers, 'content-type': 'text/plain' })).statusCode).toBe(415);
    expect((await post('approve', ADA, headers, 'nothing')).statusCode).toBe(404);
  });
});

describe('a report to a regulator', () => {
  const printed = (programme: string, sessions: boolean) => {
    const ledger = openSqliteLedger({ path: bench.ledger });
    const rules = shippedProgrammes().get(programme);
    const period = parsePeriod({ quarter: '2026-Q3' });
    if (!ledger.ok || !rules || !period.ok) throw new Error('no report');
    const report = makeUptimeReport(ledger.value, {
      ...{ programme: rules, period: period.value, inventory: seededInventory(), sessions },
    });
    ledger.value.close();
    return report;
  };

  it.each(['nevi', 'cec', 'uk'])('%s is what `report --uptime` prints', async (programme) => {
    const answer = await bench.get(`/reports/${programme}?period=2026-Q3&sessions=true`);
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(printed(programme, true))));
  });

  it('changes by an exclusion once that is approved', async () => {
    const excluded = async (): Promise<number> =>
      (await bench.get('/reports/nevi?period=2026-07')).json().network.t_excluded_minutes;
    const before = await excluded();
    await post('approve', ADA, { 'if-match': await seen() });
    expect(await excluded()).toBeGreaterThan(before);
  });

  it.each(['ports', 'outages', 'sessions'] as const)('is also CSV, rows of %s', async (rows) => {
    const expected = renderUptimeCsv(printed('nevi', true), rows);
    const byPath = await bench.get(`/reports/nevi.csv?period=2026-Q3&rows=${rows}`);
    expect([byPath.body, byPath.headers['content-type']]).toEqual([expected, 'text/csv; charset=utf-8']);
    const byHeader = await bench.get(`/reports/nevi?period=2026-Q3&rows=${rows}`, { accept: 'text/csv' });
    expect(byHeader.body).toBe(expected);
    expect(byHeader.body.split('\r\n').length).toBeGreaterThan(3);
  });

  it('of one site has its ports alone, and the figures of these', async () => {
    const ask = async (query: string) => (await bench.get(`/reports/nevi?period=2026-07${query}`)).json();
    const [all, north, nowhere] = [await ask(''), await ask('&site=north'), await ask('&site=nowhere')];
    const own = all.ports.filter(({ site }: { readonly site: string }) => site === 'north');
    expect(north.ports).toEqual(own);
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(all.ports.length);
    expect(north.network).toMatchObject({ ports: own.length });
    expect(nowhere).toMatchObject({ ports: [], network: { ports: 0, uptime: null } });
  });

  it('is nothing else', async () => {
    const answer = await bench.get('/reports/nevi?period=2026-Q3', { accept: 'application/pdf' });
    expect([answer.statusCode, answer.json().code]).toEqual([406, 'not_acceptable']);
  });
});

describe('exclusions of a station', () => {
  it('are its own and those of its site, not those of other sites', async () => {
    const ledger = openSqliteLedger({ path: bench.ledger, busyTimeoutMs: 2_000 });
    if (!ledger.ok) throw new Error(ledger.error.message);
    ledger.value.propose([exampleExclusion({ id: 'of-elsewhere', site: 'elsewhere', station: null })]);
    ledger.value.close();
    const { items } = (await bench.get('/exclusions?station=CS-2&limit=500')).json();
    const sites = new Set(items.map(({ site }: { site: string }) => site));
    expect([...sites]).toEqual(['north']);
  });
});

describe('a decision', () => {
  it('that somebody may not make goes to the log, too', async () => {
    const headers = { 'if-match': await seen(), authorization: `Bearer ${TOKENS.viewer}` };
    expect((await post('approve', ADA, headers)).statusCode).toBe(403);
    expect(bench.logged.at(-1)).toMatchObject({
      message: 'change',
      fields: {
        operation: 'approveExclusion',
        subject: ID,
        role: 'viewer',
        status: 403,
        problem: 'forbidden',
      },
    });
  });
});
