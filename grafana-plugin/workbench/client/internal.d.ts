/** Setters that core imports from its own source and that packages do not export; `build.ts` finds the files. */
declare module 'internal:runtime/components/PluginPage' {
  import type { ComponentType } from 'react';
  import type { PluginPageProps } from '@grafana/runtime';
  export function setPluginPage(component: ComponentType<PluginPageProps>): void;
}
declare module 'internal:i18n/i18n' {
  export function initializeI18n(options: { language: string; ns: string[] }): Promise<{ language: string }>;
}
/** Version 5, which core still has for its own pages; the only thing used of it. */
declare module 'react-router-dom' {
  import type { ReactNode } from 'react';
  import type { History } from 'history';
  export function Router(props: { readonly history: History; readonly children: ReactNode }): ReactNode;
}
