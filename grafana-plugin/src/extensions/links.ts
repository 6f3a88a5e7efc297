import { PluginExtensionPoints, type AppPlugin } from '@grafana/data';
import { PLUGIN_BASE_URL } from '../constants.ts';

/** What panels and Explore say of the time that they show: as it is written (`now-6h`), or a moment. */
interface Shown {
  readonly timeRange?: { readonly from: unknown; readonly to: unknown };
}

/** As the address holds it: a relative time as it is, a moment in ms since the epoch. */
const written = (time: unknown): string => (typeof time === 'string' ? time : String(Number(time)));

/**
 * This file is part of the entry bundle, which Grafana loads on every page: it imports no page and no component. Grafana loads the
 * entry only where plugin.json lists a link for the place under the same title, so both change together.
 */
export const addExtensions = (plugin: AppPlugin): AppPlugin =>
  plugin
    .addLink({
      title: 'How well do we charge drivers?',
      description: 'Firstcharge: performance of the fleet',
      targets: [PluginExtensionPoints.CommandPalette],
      path: `${PLUGIN_BASE_URL}/performance`,
    })
    .addLink<Shown>({
      title: 'Charge flows here',
      description: 'Charges of the time range that is shown',
      targets: [PluginExtensionPoints.DashboardPanelMenu, PluginExtensionPoints.ExploreToolbarAction],
      path: `${PLUGIN_BASE_URL}/flows`,
      configure: (context) => {
        const range = context?.timeRange;
        if (range === undefined) return {};
        const query = new URLSearchParams({ from: written(range.from), to: written(range.to) });
        return { path: `${PLUGIN_BASE_URL}/flows?${query}` };
      },
    });
