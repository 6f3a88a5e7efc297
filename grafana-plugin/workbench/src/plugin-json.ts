import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const role = z.enum(['Viewer', 'Editor', 'Admin']);
export type Role = z.infer<typeof role>;
export const ROLES = role.options;

const route = z.object({
  path: z.string(),
  method: z.string().default(''),
  url: z.string(),
  reqAction: z.string().default(''),
  reqRole: role.optional(),
  headers: z.array(z.object({ name: z.string(), content: z.string() })).default([]),
});
export type ProxyRoute = z.infer<typeof route>;

const schema = z.object({
  id: z.string(),
  name: z.string(),
  info: z.looseObject({ version: z.string(), logos: z.object({ small: z.string(), large: z.string() }) }),
  includes: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      path: z.string(),
      role: role.optional(),
      action: z.string().optional(),
      addToNav: z.boolean().default(false),
      defaultNav: z.boolean().default(false),
    }),
  ),
  roles: z
    .array(
      z.object({
        role: z.object({ permissions: z.array(z.object({ action: z.string() })) }),
        grants: z.array(role),
      }),
    )
    .default([]),
  routes: z.array(route).default([]),
});

/** What the workbench reads of a built plugin.json. */
export type PluginJson = z.infer<typeof schema>;

export const readPluginJson = (dist: string): PluginJson =>
  schema.parse(JSON.parse(readFileSync(join(dist, 'plugin.json'), 'utf8')));

/** The actions that Grafana grants to a basic role by the roles of a plugin. */
export const permissionsOf = (plugin: Pick<PluginJson, 'roles'>, role: Role): Record<string, true> =>
  Object.fromEntries(
    plugin.roles
      .filter(({ grants }) => grants.includes(role))
      .flatMap(({ role: { permissions } }) => permissions.map(({ action }) => [action, true])),
  );

/** A basic role includes those below it. */
export const roleIncludes = (has: Role, wanted: Role): boolean => ROLES.indexOf(has) >= ROLES.indexOf(wanted);
