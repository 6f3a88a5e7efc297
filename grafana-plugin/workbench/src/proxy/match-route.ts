import { permissionsOf, roleIncludes, type PluginJson, type ProxyRoute, type Role } from '../plugin-json.ts';

/** A route with the part of the path that `*` stands for: only that part is forwarded. */
export interface Matched {
  readonly route: ProxyRoute;
  readonly rest: string;
}

/** null when the pattern does not match the whole path; '' where it has no `*`. */
const restOf = (pattern: string, path: string): string | null => {
  const parts = pattern.split('/');
  const given = path.split('/');
  for (const [index, part] of parts.entries()) {
    if (part === '*') return given.length > index ? given.slice(index).join('/') : null;
    if (part.startsWith(':') ? given[index] === undefined : given[index] !== part) return null;
  }
  return given.length === parts.length ? '' : null;
};

/**
 * The first route, in order, whose method is the request's, empty or `*`, and whose path matches as a router's pattern.
 * A comma list of methods matches nothing (Grafana, pkg/api/pluginproxy).
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
