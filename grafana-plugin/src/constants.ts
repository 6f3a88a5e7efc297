import pluginJson from './plugin.json';

export const PLUGIN_ID = pluginJson.id;
/** Where the app's pages are. */
export const PLUGIN_BASE_URL = `/a/${pluginJson.id}`;
