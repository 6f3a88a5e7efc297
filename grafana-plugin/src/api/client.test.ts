import { fakeBackend } from '../test/backend.ts';
import { isLasting, toApiError, type ApiErrorKind } from './api-error.ts';
import { getJson, postJson } from './client.ts';

test('requests go through the plugin proxy, and filters that are not set stay away', async () => {
  const asked = fakeBackend(() => ({ body: { flows: 3 } }));
  await expect(
    getJson('api/v1/funnel', { site: 'ring', model: '', limit: 5, cursor: undefined }),
  ).resolves.toEqual({ flows: 3 });
  expect(asked[0]).toMatchObject({
    url: '/api/plugin-proxy/firstcharge-app/api/v1/funnel',
    params: { site: 'ring', limit: '5' },
    showErrorAlert: false,
  });
});

test.each<[number, ApiErrorKind, boolean]>([
  [401, 'refused_token', true],
  [403, 'no_permission', true],
  [404, 'not_found', true],
  [400, 'invalid', true],
  [502, 'not_connected', false],
  [503, 'not_connected', false],
  [500, 'failed', false],
])('status %i is %s', async (status, kind, lasting) => {
  fakeBackend(() => ({ status, body: { title: 'T', detail: 'What happened' } }));
  const error: unknown = await getJson('api/v1/flows').catch((caught: unknown) => caught);
  expect(toApiError(error)).toMatchObject({ kind, status, detail: 'What happened' });
  expect(isLasting(error)).toBe(lasting);
});

test('a change carries its headers', async () => {
  const asked = fakeBackend(() => ({ body: {} }));
  await postJson('api/v1/exclusions/7/approve', { reason: 'storm' }, { 'If-Match': '"3"' });
  expect(asked[0]).toMatchObject({
    method: 'POST',
    data: { reason: 'storm' },
    headers: { 'If-Match': '"3"' },
  });
});
