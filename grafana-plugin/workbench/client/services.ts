import { EventBusSrv, type DataSourceInstanceSettings } from '@grafana/data';
import {
  FakeEchoSrv,
  locationService,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setTemplateSrv,
  type DataSourceSrv,
} from '@grafana/runtime';
import { initializeI18n } from 'internal:i18n/i18n';
import { setPluginPage } from 'internal:runtime/components/PluginPage';
import { backendSrv } from './backend-srv.ts';
import { Page } from './page.tsx';

export const appEvents = new EventBusSrv();

const datasources = (): DataSourceInstanceSettings[] =>
  Object.values(window.grafanaBootData.settings.datasources);

const dataSourceSrv: DataSourceSrv = {
  get: () => Promise.reject(new Error('The workbench queries by /api/ds/query.')),
  getList: () => datasources(),
  getInstanceSettings: (ref) => {
    const uid = typeof ref === 'string' ? ref : ref?.uid;
    return datasources().find(
      (one) => uid === undefined || uid === null || one.uid === uid || one.name === uid,
    );
  },
  reload: () => Promise.resolve(),
  registerRuntimeDataSource: () => undefined,
};

/** Sets what `@grafana/runtime` expects core to have set. */
export async function startServices(): Promise<void> {
  const { user } = window.grafanaBootData;
  await initializeI18n({ language: 'en-US', ns: ['grafana', 'firstcharge-app'] });
  setEchoSrv(new FakeEchoSrv());
  setAppEvents(appEvents);
  setBackendSrv(backendSrv);
  setDataSourceSrv(dataSourceSrv);
  setTemplateSrv({
    getVariables: () => [],
    replace: (text) => text ?? '',
    containsTemplate: () => false,
    updateTimeRange: () => undefined,
  });
  setLocationSrv({ update: (location) => locationService.partial(location.query ?? {}) });
  setCurrentUser(Object.assign(user, { teams: [] }));
  setPluginPage(Page);
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setReturnToPreviousHook(() => () => undefined);
  setChromeHeaderHeightHook(() => 40);
}
