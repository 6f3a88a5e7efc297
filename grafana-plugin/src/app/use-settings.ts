import { usePluginContext } from '@grafana/data';
import { readSettings, type AppSettings } from './settings.ts';

/** The settings of the app whose page this is. */
export const useSettings = (): AppSettings => readSettings(usePluginContext()?.meta.jsonData);
