import { PluginContextProvider, type AppPlugin, type AppPluginMeta, type NavModelItem } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import type { ComponentType } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { Page } from './page.tsx';

/** The app at `/a/<id>`. */
export function AppRoot({ plugin, meta }: { readonly plugin: AppPlugin; readonly meta: AppPluginMeta }) {
  const location = useLocation();
  const Root = plugin.root;
  if (Root === undefined) return null;
  const query = Object.fromEntries(new URLSearchParams(location.search));
  return (
    <PluginContextProvider meta={meta}>
      <ErrorBoundaryAlert>
        <Root
          meta={meta}
          basename={`/a/${meta.id}`}
          onNavChanged={() => undefined}
          path={location.pathname}
          query={query}
        />
      </ErrorBoundaryAlert>
    </PluginContextProvider>
  );
}

/** The configuration page at `/plugins/<id>`. */
export function ConfigRoot({ plugin, meta }: { readonly plugin: AppPlugin; readonly meta: AppPluginMeta }) {
  const query = Object.fromEntries(new URLSearchParams(useLocation().search));
  const page = plugin.configPages?.find(({ id }) => id === query['page']) ?? plugin.configPages?.[0];
  if (page === undefined) return null;
  const pageNav: NavModelItem = { text: meta.name, subTitle: page.title };
  return (
    <PluginContextProvider meta={meta}>
      <ErrorBoundaryAlert>
        <Page pageNav={pageNav}>
          <page.body plugin={plugin} query={query} />
        </Page>
      </ErrorBoundaryAlert>
    </PluginContextProvider>
  );
}

/** A component that the app lends to others, at `/exposed/<its id>`; its properties are those of the address. */
export function ExposedRoot({ plugin, meta }: { readonly plugin: AppPlugin; readonly meta: AppPluginMeta }) {
  const { pathname, search } = useLocation();
  const exposed = plugin.exposedComponentConfigs.find(({ id }) => pathname === `/exposed/${id}`);
  if (exposed === undefined) return null;
  const Component: ComponentType<object> = exposed.component;
  return (
    <PluginContextProvider meta={meta}>
      <ErrorBoundaryAlert>
        <Page pageNav={{ text: exposed.title, subTitle: exposed.description ?? '' }}>
          <Component {...Object.fromEntries(new URLSearchParams(search))} />
        </Page>
      </ErrorBoundaryAlert>
    </PluginContextProvider>
  );
}

/** A click on a link within the site does not load the page anew. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
    return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (
    link === null ||
    link.target !== '' ||
    link.hasAttribute('download') ||
    link.origin !== window.location.origin
  )
    return;
  event.preventDefault();
  locationService.push(link.pathname + link.search + link.hash);
}
