import type { PluginJson, ProxyRoute } from '../plugin-json.ts';
import { matchRoute, mayUse } from './match-route.ts';
import { fillIn } from './template.ts';

const route = (path: string, more: Partial<ProxyRoute> = {}): ProxyRoute => ({
  path,
  method: '',
  url: 'http://api',
  reqAction: '',
  headers: [],
  ...more,
});

const plugin = (grants: ('Viewer' | 'Editor' | 'Admin')[], action: string): Pick<PluginJson, 'roles'> => ({
  roles: [{ role: { permissions: [{ action }] }, grants }],
});

test('only what a star stands for is forwarded', () => {
  expect(matchRoute([route('api/*')], 'GET', 'api/v1/flows')?.rest).toBe('v1/flows');
  expect(matchRoute([route('api/v1/exclusions/*')], 'POST', 'api/v1/exclusions/7/approve')?.rest).toBe(
    '7/approve',
  );
});

test('a path without a star matches that path alone, and forwards nothing', () => {
  expect(matchRoute([route('api')], 'GET', 'api')?.rest).toBe('');
  expect(matchRoute([route('api')], 'GET', 'api/v1/flows')).toBeNull();
});

test('the first route that fits is taken, so narrow ones go first', () => {
  const narrow = route('api/v1/exclusions/*', { method: 'POST' });
  const broad = route('api/*');
  expect(matchRoute([narrow, broad], 'POST', 'api/v1/exclusions/7/approve')?.route).toBe(narrow);
  expect(matchRoute([broad, narrow], 'POST', 'api/v1/exclusions/7/approve')?.route).toBe(broad);
});

test('a method is equal, empty or a star; a list of methods fits no request', () => {
  expect(matchRoute([route('api/*', { method: 'GET' })], 'POST', 'api/x')).toBeNull();
  expect(matchRoute([route('api/*', { method: '*' })], 'POST', 'api/x')).not.toBeNull();
  expect(matchRoute([route('api/*', { method: 'GET,POST' })], 'GET', 'api/x')).toBeNull();
});

test('a star stands for something: the path before it does not match by itself', () => {
  expect(matchRoute([route('api/*')], 'GET', 'api')).toBeNull();
  expect(matchRoute([route('api/*')], 'GET', 'api/')).toBeNull();
});

test('a slash at the end makes no difference, and is not forwarded', () => {
  expect(matchRoute([route('api/*')], 'GET', 'api/v1/flows/')?.rest).toBe('v1/flows');
  expect(matchRoute([route('/api/')], 'GET', 'api/')?.rest).toBe('');
});

test('a star before the end stands for one part, and forwards nothing', () => {
  expect(matchRoute([route('api/*/flows')], 'GET', 'api/v1/flows')?.rest).toBe('');
  expect(matchRoute([route('api/*/flows')], 'GET', 'api/v1/x/flows')).toBeNull();
});

test('a name stands for one part, and forwards nothing', () => {
  expect(matchRoute([route('api/:version')], 'GET', 'api/v1')?.rest).toBe('');
  expect(matchRoute([route('api/:version')], 'GET', 'api/v1/flows')).toBeNull();
  expect(matchRoute([route('api/:version/x')], 'GET', 'api//x')).toBeNull();
});

test('parts are compared as they read; what cannot be read matches nothing', () => {
  expect(matchRoute([route('api/*')], 'GET', '%61pi/v1/stations/CS%2F1')?.rest).toBe('v1/stations/CS/1');
  expect(matchRoute([route('api/*')], 'GET', 'api/%zz')).toBeNull();
});

test('a method is told by its case', () => {
  expect(matchRoute([route('api/*', { method: 'get' })], 'GET', 'api/x')).toBeNull();
});

test('a path that only begins alike does not match', () => {
  expect(matchRoute([route('api/*')], 'GET', 'apis/v1')).toBeNull();
});

test('where a route names an action its role is not looked at', () => {
  const guarded = route('api/*', { reqAction: 'x:read', reqRole: 'Admin' });
  expect(mayUse(plugin(['Viewer'], 'x:read'), guarded, 'Viewer')).toBe(true);
  expect(mayUse(plugin(['Editor'], 'x:read'), guarded, 'Admin')).toBe(false);
});

test('an action that no role grants lets nobody in', () => {
  const guarded = route('api/*', { reqAction: 'x:read', reqRole: 'Viewer' });
  for (const role of ['Viewer', 'Editor', 'Admin'] as const)
    expect(mayUse({ roles: [] }, guarded, role)).toBe(false);
});

test('a route that asks for nothing is for all who are signed in', () => {
  expect(mayUse({ roles: [] }, route('api/*'), 'Viewer')).toBe(true);
});

test('without an action the role decides, and a higher one includes it', () => {
  const guarded = route('api/*', { reqRole: 'Editor' });
  expect(mayUse({ roles: [] }, guarded, 'Viewer')).toBe(false);
  expect(mayUse({ roles: [] }, guarded, 'Editor')).toBe(true);
  expect(mayUse({ roles: [] }, guarded, 'Admin')).toBe(true);
});

test('placeholders take settings and secrets; what is not set is empty', () => {
  const data = { JsonData: { apiUrl: 'http://c:1' }, SecureJsonData: { viewerToken: 's' } };
  expect(fillIn('{{ .JsonData.apiUrl }}/api', data)).toBe('http://c:1/api');
  expect(fillIn('Bearer {{.SecureJsonData.viewerToken}}', data)).toBe('Bearer s');
  expect(fillIn('Bearer {{ .SecureJsonData.adminToken }}', data)).toBe('Bearer ');
});
