import { AppPlugin, type AppRootProps, type PluginConfigPageProps, type AppPluginMeta } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import { exposeComponents } from './extensions/components.tsx';
import { addExtensions } from './extensions/links.ts';
import { PLUGIN_ID } from './constants.ts';

await initPluginTranslations(PLUGIN_ID);

const LazyApp = lazy(() => import('./app/App.tsx'));
const LazyConfiguration = lazy(() => import('./pages/Configuration/Configuration.tsx'));

const App = (props: AppRootProps) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyApp {...props} />
  </Suspense>
);

const Configuration = (props: PluginConfigPageProps<AppPluginMeta>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyConfiguration {...props} />
  </Suspense>
);

export const plugin = exposeComponents(
  addExtensions(
    new AppPlugin().setRootPage(App).addConfigPage({
      title: 'Configuration',
      icon: 'cog',
      body: Configuration,
      id: 'configuration',
    }),
  ),
);
