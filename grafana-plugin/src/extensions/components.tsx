import type { AppPlugin } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import { PLUGIN_ID } from '../constants.ts';

const LazyStationStatus = lazy(() => import('../pages/Station/StationStatus.tsx'));

/** What another app gives: `usePluginComponent('firstcharge-app/station-status/v1')`. */
export interface StationStatusProps {
  /** Id of the station. */
  readonly station: string;
}

/** Like the links part of the entry bundle: what is shown is loaded once somebody shows it. plugin.json lists the same. */
export const exposeComponents = (plugin: AppPlugin): AppPlugin =>
  plugin.exposeComponent<StationStatusProps>({
    id: `${PLUGIN_ID}/station-status/v1`,
    title: 'Station status',
    description: 'State, last charge and first charge success of one station',
    component: (props) => (
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <LazyStationStatus {...props} />
      </Suspense>
    ),
  });
