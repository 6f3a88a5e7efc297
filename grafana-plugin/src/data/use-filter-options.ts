import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { Inventory, Page, Station } from '../api/types.ts';
import { usePageState } from '../filters/use-page-state.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

const MINUTES_10 = 600_000;
const MOST_STATIONS = 500;

export const useInventory = (): UseQueryResult<Inventory> =>
  useQuery({
    queryKey: ['inventory'],
    queryFn: ({ signal }) => getJson<Inventory>('api/v1/inventory', {}, signal),
    staleTime: MINUTES_10,
  });

const useStationOptions = (site: string, enabled: boolean): Option[] => {
  const { data } = useQuery({
    queryKey: ['stations', 'options', site],
    queryFn: ({ signal }) =>
      getJson<Page<Station>>('api/v1/stations', { site, limit: MOST_STATIONS }, signal),
    staleTime: MINUTES_10,
    enabled,
  });
  return (data?.items ?? []).map(({ station }) => ({ value: station, label: station }));
};

const distinct = (values: readonly string[]): Option[] =>
  [...new Set(values)]
    .filter((value) => value !== '')
    .sort()
    .map((value) => ({ value, label: value }));

/** What a filter can be set to, as far as the other filters leave it. */
export const useFilterOptions = (name: 'site' | 'model' | 'firmware' | 'station'): Option[] => {
  const { filters } = usePageState();
  const { data } = useInventory();
  const stations = useStationOptions(filters.site, name === 'station');
  if (name === 'station') return stations;
  if (data === undefined) return [];
  if (name === 'site')
    return data.sites.map(({ site, name: title }) => ({ value: site, label: title ?? site }));
  const equipment = data.equipment.filter(
    ({ model }) => name === 'model' || filters.model === '' || model === filters.model,
  );
  return distinct(equipment.map((one) => one[name]));
};
