import type { IncomingMessage } from 'node:http';
import type { PluginJson, Role } from '../plugin-json.ts';
import type { PluginSettings } from '../plugin-settings.ts';
import type { Reply } from '../reply.ts';
import { matchRoute, mayUse } from './match-route.ts';
import { fillIn } from './template.ts';

/** Headers of the browser that Grafana does not pass on, and those that belong to one connection. */
const DROPPED = new Set([
  ...['cookie', 'authorization', 'host', 'connection', 'content-length', 'transfer-encoding'],
  ...['origin', 'referer', 'accept-encoding', 'x-grafana-context', 'x-grafana-id', 'keep-alive', 'upgrade'],
  // Whom it forwards for Grafana says itself; a user's name only where an operator has asked for it.
  ...['x-grafana-user', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'],
]);
/** Cookies of the API are none of the browser's; what follows belongs to one connection, or to a body that was unpacked here. */
const KEPT_BACK = new Set([
  'set-cookie',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-encoding',
  'content-length',
]);

const message = (status: number, text: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});

const onwardHeaders = (request: IncomingMessage, role: Role): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (!DROPPED.has(name) && typeof value === 'string') headers.set(name, value);
  headers.set('X-Grafana-Referer', request.headers.referer ?? '');
  const address = request.socket.remoteAddress ?? '';
  const forwardedFor = headers.get('x-forwarded-for');
  headers.set('X-Forwarded-For', forwardedFor === null ? address : `${forwardedFor}, ${address}`);
  headers.set(
    'X-Grafana-Context',
    JSON.stringify({
      UserID: 1,
      OrgID: 1,
      OrgRole: role,
      Login: role.toLowerCase(),
      Name: `Workbench ${role}`,
    }),
  );
  return headers;
};

/** One request through the plugin proxy. `path` is what follows `/api/plugin-proxy/<id>/`, without its query. */
export const forward = async (
  request: IncomingMessage,
  path: string,
  search: string,
  body: Uint8Array<ArrayBuffer> | null,
  { plugin, settings, role }: { plugin: PluginJson; settings: PluginSettings; role: Role },
): Promise<Reply> => {
  const method = request.method ?? 'GET';
  const matched = matchRoute(plugin.routes, method, path);
  if (matched === null) return message(404, 'plugin route match not found');
  const { route, rest } = matched;
  if (!mayUse(plugin, route, role)) return message(403, 'plugin proxy route access denied');
  const data = { JsonData: settings.jsonData, SecureJsonData: settings.secrets };
  const headers = onwardHeaders(request, role);
  for (const { name, content } of route.headers) headers.set(name, fillIn(content, data));
  const base = fillIn(route.url, data).replace(/\/$/, '');
  try {
    const onward = rest === '' ? '' : `/${rest.split('/').map(encodeURIComponent).join('/')}`;
    const answer = await fetch(`${base}${onward}${search}`, {
      method,
      headers,
      body,
      redirect: 'manual',
    });
    const back: Record<string, string> = {};
    for (const [name, value] of answer.headers) if (!KEPT_BACK.has(name)) back[name] = value;
    // What comes through the proxy must not run as a page of Grafana.
    back['content-security-policy'] = 'sandbox';
    return { status: answer.status, headers: back, body: new Uint8Array(await answer.arrayBuffer()) };
  } catch {
    return { status: 502, headers: {}, body: '' };
  }
};
