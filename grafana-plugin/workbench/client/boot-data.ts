import type { CurrentUserDTO, DataSourceInstanceSettings, NavModelItem } from '@grafana/data';

/** What the server wrote into the page (`src/page/boot-data.ts`). */
export interface BootData {
  readonly user: CurrentUserDTO;
  readonly settings: {
    readonly datasources: Readonly<Record<string, DataSourceInstanceSettings>>;
    readonly defaultDatasource: string;
  };
  readonly navTree: readonly NavModelItem[];
}

declare global {
  interface Window {
    readonly grafanaBootData: BootData;
  }
}
