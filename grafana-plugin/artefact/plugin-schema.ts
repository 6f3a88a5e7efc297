import { z } from 'zod';

const ROLES = ['Viewer', 'Editor', 'Admin'] as const;
const plainPath = z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/, 'must be a path inside the plugin');
const action = z.string().regex(/^[a-z0-9-]+\.[a-z-]+:[a-z]+$/, 'must be <plugin id>.<what>:<verb>');

const page = z.strictObject({
  type: z.literal('page'),
  name: z.string().min(1),
  path: z.string().startsWith('/'),
  // Where a Grafana does not know the action, the role still counts.
  role: z.enum(ROLES),
  action,
  addToNav: z.boolean().optional(),
  defaultNav: z.boolean().optional(),
  icon: z.string().optional(),
});

const dashboard = z.strictObject({ type: z.literal('dashboard'), name: z.string().min(1), path: plainPath });

const route = z.strictObject({
  path: z.string().min(1),
  // For apps a list of methods matches no request.
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', '*']),
  url: z
    .string()
    .regex(/^\{\{ \.JsonData\.\w+ \}\}(\/[\w/-]*)?$/, 'must begin with an address of the settings'),
  reqAction: action,
  reqRole: z.enum(ROLES),
  headers: z.array(
    z.strictObject({
      name: z.string().min(1),
      content: z
        .string()
        .regex(/^[\w ]*\{\{ \.SecureJsonData\.\w+ \}\}$/, 'must take its secret from the settings'),
    }),
  ),
});

const link = z.strictObject({
  title: z.string().min(10),
  description: z.string().min(1),
  targets: z.array(z.string().startsWith('grafana/')).min(1),
});

/**
 * plugin.json of a built app, as Grafana's reference of it describes the fields, and stricter where this app has rules of
 * its own: any other field, a value of another form or a placeholder that was not filled in is an error.
 */
export const pluginJson = z.strictObject({
  $schema: z.url(),
  type: z.literal('app'),
  id: z.string().regex(/^[0-9a-z]+-([0-9a-z]+-)?app$/),
  name: z.string().min(1),
  preload: z.boolean(),
  // A development build is larger, slower and noisy.
  buildMode: z.literal('production'),
  languages: z.array(z.string().regex(/^[a-z]{2}-[A-Z]{2}$/)).min(1),
  info: z.strictObject({
    description: z.string().min(20).max(200),
    keywords: z.array(z.string().min(1)).min(1),
    author: z.strictObject({ name: z.string().min(1), url: z.url().optional() }),
    links: z.array(z.strictObject({ name: z.string().min(1), url: z.url({ protocol: /^https$/ }) })).min(1),
    logos: z.strictObject({ small: plainPath.endsWith('.svg'), large: plainPath.endsWith('.svg') }),
    screenshots: z.array(z.strictObject({ name: z.string().min(1), path: plainPath })),
    version: z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/),
    updated: z.iso.date(),
  }),
  includes: z.array(z.discriminatedUnion('type', [page, dashboard])).min(1),
  roles: z.array(
    z.strictObject({
      role: z.strictObject({
        name: z.string().min(1),
        description: z.string().min(1),
        permissions: z.array(z.strictObject({ action })).min(1),
      }),
      grants: z.array(z.enum([...ROLES, 'Grafana Admin'])).min(1),
    }),
  ),
  routes: z.array(route),
  extensions: z.strictObject({
    addedLinks: z.array(link),
    addedComponents: z.array(link),
    exposedComponents: z.array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+\/v\d+$/),
        title: z.string().min(1),
        description: z.string().min(1),
      }),
    ),
    extensionPoints: z.array(z.never()),
  }),
  dependencies: z.strictObject({
    grafanaDependency: z.string().regex(/^>=\d+\.\d+\.\d+$/),
    plugins: z.array(z.never()),
    extensions: z.strictObject({ exposedComponents: z.array(z.never()) }).optional(),
  }),
});
export type PluginJson = z.output<typeof pluginJson>;
