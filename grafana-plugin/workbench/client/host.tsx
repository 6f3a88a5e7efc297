import { createTheme, ThemeContext, type AppPlugin, type AppPluginMeta } from '@grafana/data';
import { config, LocationServiceProvider, locationService } from '@grafana/runtime';
import { GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { Router } from 'react-router-dom';
import { CompatRouter, Navigate, Route, Routes } from 'react-router-dom-v5-compat';
import { backendSrv } from './backend-srv.ts';
import { Chrome } from './chrome.tsx';
import { AppRoot, ConfigRoot, ExposedRoot, followLinks } from './plugin-pages.tsx';
import { startServices } from './services.ts';
import { lendSharedModules } from './shared.ts';
import { Toasts } from './toasts.tsx';

const PLUGIN_ID = 'firstcharge-app';

async function loadPlugin(): Promise<{ plugin: AppPlugin; meta: AppPluginMeta }> {
  const settings: AppPluginMeta = await backendSrv.get(`/api/plugins/${PLUGIN_ID}/settings`);
  const module = await System.import(`/public/plugins/${PLUGIN_ID}/module.js`);
  // An entry with a top-level await hands over a promise of its exports.
  const { plugin }: { readonly plugin: AppPlugin } =
    module.default instanceof Promise ? await module.default : module;
  const meta = {
    ...settings,
    module: `public/plugins/${PLUGIN_ID}/module.js`,
    baseUrl: `public/plugins/${PLUGIN_ID}`,
  };
  plugin.meta = meta;
  plugin.init(meta);
  return { plugin, meta };
}

async function start(): Promise<void> {
  // First the services: what is lent is a copy of the modules as they are then.
  await startServices();
  lendSharedModules();
  const theme = createTheme({
    colors: { mode: window.grafanaBootData.user.theme === 'light' ? 'light' : 'dark' },
  });
  config.theme2 = theme;
  const { plugin, meta } = await loadPlugin();
  const { navTree } = window.grafanaBootData;
  const home = navTree[0]?.children?.[0]?.url ?? `/a/${PLUGIN_ID}`;
  document.addEventListener('click', followLinks);
  const root = document.getElementById('reactRoot');
  if (root === null) throw new Error('The page has no #reactRoot.');
  createRoot(root).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <Router history={locationService.getHistory()}>
          <CompatRouter>
            <ModalsProvider>
              <Chrome navTree={navTree}>
                <Routes>
                  <Route path={`/a/${PLUGIN_ID}/*`} element={<AppRoot plugin={plugin} meta={meta} />} />
                  <Route
                    path={`/plugins/${PLUGIN_ID}`}
                    element={<ConfigRoot plugin={plugin} meta={meta} />}
                  />
                  <Route path="/exposed/*" element={<ExposedRoot plugin={plugin} meta={meta} />} />
                  <Route path="*" element={<Navigate to={home} replace />} />
                </Routes>
              </Chrome>
              <Toasts />
              <ModalRoot />
              <PortalContainer />
            </ModalsProvider>
          </CompatRouter>
        </Router>
      </LocationServiceProvider>
    </ThemeContext.Provider>,
  );
}

await start();
