import { hasPermission } from '@grafana/runtime';
import { PLUGIN_ID } from '../constants.ts';

/** The buttons ask here; the plugin proxy and the API decide for themselves. */
export const mayDecideExclusions = (): boolean => hasPermission(`${PLUGIN_ID}.exclusions:write`);
export const mayConfigure = (): boolean => hasPermission(`${PLUGIN_ID}.settings:write`);
