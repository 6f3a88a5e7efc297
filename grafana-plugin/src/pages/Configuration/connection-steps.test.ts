import { fakeBackend } from '../../test/backend.ts';
import { testConnection } from './connection-steps.ts';
import { isOrigin } from './origin.ts';

const who = (token_role: string, first_flow: string | null = '2026-10-01T00:00:00.000Z') => ({
  body: { role: token_role, token_role, ledger: { first_flow, last_flow: first_flow } },
});

const results = async () => (await testConnection()).map(({ step, result }) => `${step} ${result}`);

test('every step is told when all is well', async () => {
  fakeBackend(({ url }) =>
    url.endsWith('/health')
      ? { body: {} }
      : who(url.includes('operator') ? 'operator' : url.includes('admin') ? 'admin' : 'viewer'),
  );
  expect(await results()).toEqual(['reach ok', 'viewer ok', 'operator ok', 'admin ok', 'data ok']);
});

test('where nobody answers, that is what is told, and nothing else is tried', async () => {
  const asked = fakeBackend(() => ({ status: 502, body: { message: 'Bad Gateway' } }));
  const [reach, ...rest] = await testConnection();
  expect(reach).toEqual({ step: 'reach', result: 'failed', detail: 'Bad Gateway' });
  expect(rest.every(({ result }) => result === 'skipped')).toBe(true);
  expect(asked).toHaveLength(1);
});

test('the one token that is wrong is named', async () => {
  fakeBackend(({ url }) => {
    if (url.endsWith('/health')) return { body: {} };
    if (url.includes('operator')) return { status: 401, body: { title: 'No valid token' } };
    return who(url.includes('admin') ? 'admin' : 'viewer');
  });
  expect(await results()).toEqual(['reach ok', 'viewer ok', 'operator failed', 'admin ok', 'data ok']);
});

test('a token of another role is not taken for the right one', async () => {
  fakeBackend(({ url }) => (url.endsWith('/health') ? { body: {} } : who('admin')));
  expect(await results()).toEqual(['reach ok', 'viewer failed', 'operator failed', 'admin ok', 'data ok']);
});

test('an empty ledger is told', async () => {
  fakeBackend(({ url }) =>
    url.endsWith('/health')
      ? { body: {} }
      : who(url.includes('operator') ? 'operator' : url.includes('admin') ? 'admin' : 'viewer', null),
  );
  expect((await results()).at(-1)).toBe('data failed');
});

test('an address is that of a host and nothing more', () => {
  expect(['http://collector:8080', 'https://c.example.com/'].map(isOrigin)).toEqual([true, true]);
  for (const text of ['', 'collector:8080', 'http://c/api', 'ftp://c', 'http://u:p@c', 'javascript:alert(1)'])
    expect(isOrigin(text)).toBe(false);
});
