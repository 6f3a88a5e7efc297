import { PluginExtensionPoints, type AppPlugin } from '@grafana/data';
import { PLUGIN_BASE_URL } from '../constants.ts';

/** This file is part of the entry bundle, which Grafana loads on every page: it imports no page and no component. */
export const addExtensions = (plugin: AppPlugin): AppPlugin =>
  plugin
    .addLink({
      title: 'How well do we charge drivers?',
      description: 'Firstcharge: performance of the fleet',
      targets: [PluginExtensionPoints.CommandPalette],
      path: `${PLUGIN_BASE_URL}/performance`,
    })
    .addLink<{ readonly timeRange?: { readonly from: unknown; readonly to: unknown } }>({
      title: 'Charge flows here',
      description: 'Charges of the time range of this panel',
      targets: [PluginExtensionPoints.DashboardPanelMenu],
      path: `${PLUGIN_BASE_URL}/flows`,
      configure: (context) => {
        const range = context?.timeRange;
        if (range === undefined) return {};
        const query = new URLSearchParams({ from: String(range.from), to: String(range.to) });
        return { path: `${PLUGIN_BASE_URL}/flows?${query}` };
      },
    });
