import type { PluginJson } from '../plugin-schema.ts';

/** Whether every request that `narrow` matches is taken by `broad` before it. */
const isShadowed = (narrow: PluginJson['routes'][number], broad: PluginJson['routes'][number]): boolean => {
  if (broad.method !== '*' && broad.method !== narrow.method) return false;
  if (!broad.path.endsWith('/*')) return broad.path === narrow.path;
  return narrow.path.startsWith(broad.path.slice(0, -1));
};

/** Roles, actions and routes fit each other: nothing that nobody may do, no route that is never taken. */
export const accessFindings = ({ id, roles, routes, includes }: PluginJson): string[] => {
  const granted = new Set(
    roles.flatMap(({ role }) => role.permissions.map((permission) => permission.action)),
  );
  const used = [
    ...routes.map(({ path, reqAction }) => [`route ${path}`, reqAction] as const),
    ...includes.flatMap((include) =>
      include.type === 'page' ? [[`page ${include.name}`, include.action] as const] : [],
    ),
  ];
  return [
    ...used
      .filter(([, action]) => !granted.has(action))
      .map(([what, action]) => `access: no role grants ${action}, which ${what} needs`),
    ...[...granted]
      .filter((action) => !action.startsWith(`${id}.`))
      .map((action) => `access: ${action} does not begin with the id of the plugin`),
    ...routes
      .filter(({ path }) => !path.endsWith('/*'))
      .map(({ path }) => `access: route ${path} forwards nothing, since it does not end with /*`),
    ...routes.flatMap((route, index) => {
      const earlier = routes.slice(0, index).find((other) => isShadowed(route, other));
      return earlier === undefined
        ? []
        : [`access: route ${route.method} ${route.path} is never taken, ${earlier.path} is before it`];
    }),
    ...routes
      .filter(({ headers }) => !headers.some(({ name }) => name === 'Authorization'))
      .map(({ path }) => `access: route ${path} sends no token`),
  ];
};
