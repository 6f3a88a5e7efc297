import { permissionsOf, roleIncludes, type PluginJson } from '../plugin-json.ts';
import type { Visitor } from './visitor.ts';

export const DATASOURCE_UID = 'prometheus';

const datasource = {
  id: 1,
  uid: DATASOURCE_UID,
  type: 'prometheus',
  name: 'Prometheus',
  access: 'proxy',
  url: `/api/datasources/proxy/uid/${DATASOURCE_UID}`,
  isDefault: true,
  readOnly: true,
  jsonData: {},
  meta: {
    id: 'prometheus',
    type: 'datasource',
    name: 'Prometheus',
    module: 'core:plugin/prometheus',
    baseUrl: '',
    metrics: true,
    info: {
      author: { name: 'Grafana Labs' },
      logos: { small: '', large: '' },
      links: [],
      screenshots: [],
      version: '',
    },
  },
};

/** `window.grafanaBootData` for one visitor, as far as plugins and `@grafana/plugin-e2e` read it. */
export const bootData = (
  plugin: PluginJson,
  version: string,
  { role, theme }: Visitor,
): { readonly settings: unknown; readonly user: unknown; readonly navTree: unknown } => {
  const permissions = permissionsOf(plugin, role);
  const pages = plugin.includes.filter(
    ({ type, addToNav, role: wanted, action }) =>
      type === 'page' &&
      addToNav &&
      (action === undefined
        ? wanted === undefined || roleIncludes(role, wanted)
        : permissions[action] === true),
  );
  return {
    user: {
      id: 1,
      uid: 'workbench',
      isSignedIn: true,
      login: role.toLowerCase(),
      name: `Workbench ${role}`,
      email: '',
      orgId: 1,
      orgName: 'Main Org.',
      orgRole: role,
      orgCount: 1,
      isGrafanaAdmin: role === 'Admin',
      gravatarUrl: '',
      timezone: 'browser',
      weekStart: 'monday',
      locale: 'en-US',
      language: 'en-US',
      lightTheme: theme === 'light',
      theme,
      hasEditPermissionInFolders: role !== 'Viewer',
      permissions,
    },
    settings: {
      buildInfo: {
        version,
        commit: 'workbench',
        env: 'production',
        edition: 'Open Source',
        latestVersion: '',
        hasUpdate: false,
      },
      appUrl: '/',
      appSubUrl: '',
      namespace: 'default',
      datasources: { Prometheus: datasource },
      defaultDatasource: 'Prometheus',
      featureToggles: {},
      exploreEnabled: true,
      rbacEnabled: true,
      panels: {},
      apps: {},
      theme,
    },
    navTree: [
      {
        id: `plugin-page-${plugin.id}`,
        text: plugin.name,
        url: `/a/${plugin.id}`,
        img: `/public/plugins/${plugin.id}/${plugin.info.logos.small}`,
        children: pages.map(({ name, path, defaultNav }) => ({
          text: name,
          url: path.replaceAll('%PLUGIN_ID%', plugin.id),
          isDefault: defaultNav,
        })),
      },
    ],
  };
};
