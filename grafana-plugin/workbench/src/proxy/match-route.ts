import { permissionsOf, roleIncludes, type PluginJson, type ProxyRoute, type Role } from '../plugin-json.ts';

/** A route with the part of the path that `*` stands for: only that part is forwarded. */
export interface Matched {
  readonly route: ProxyRoute;
  readonly rest: string;
}

const trimmed = (path: string): string => path.replace(/^\//, '').replace(/\/$/, '');

/** null where it cannot be decoded. */
const decoded = (part: string): string | null => {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};

/** null when the pattern does not match the whole path; '' where it does not end with `*`. */
const restOf = (pattern: string, path: string): string | null => {
  const parts = trimmed(pattern).split('/');
  const given = trimmed(path).split('/').map(decoded);
  if (given.includes(null)) return null;
  for (const [index, part] of parts.entries()) {
    const one = given[index];
    if (one === undefined || one === null) return null;
    const isLast = index === parts.length - 1;
    if (part === '*' && isLast) return given.slice(index).join('/');
    // Before the end a star stands for one part, and a name for one that is not empty.
    if (part !== '*' && (part.startsWith(':') ? one === '' : one !== part)) return null;
  }
  return given.length === parts.length ? '' : null;
};

/**
 * The first route, in order, whose method is the request's, empty or `*`, and whose path matches as a router's pattern, part by
 * part, decoded, whatever slash it ends with. A comma list of methods matches nothing (Grafana, pkg/api/pluginproxy, pkg/web).
 */
export const matchRoute = (routes: readonly ProxyRoute[], method: string, path: string): Matched | null => {
  for (const route of routes) {
    if (route.method !== '' && route.method !== '*' && route.method !== method) continue;
    const rest = restOf(route.path, path);
    if (rest !== null) return { route, rest };
  }
  return null;
};

/** Where a route names an action, that alone decides; its role counts only where it names none. */
export const mayUse = (plugin: Pick<PluginJson, 'roles'>, route: ProxyRoute, role: Role): boolean => {
  if (route.reqAction !== '') return permissionsOf(plugin, role)[route.reqAction] === true;
  return route.reqRole === undefined || roleIncludes(role, route.reqRole);
};
