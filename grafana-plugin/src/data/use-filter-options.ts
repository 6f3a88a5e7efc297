import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { Inventory, Page, Station } from '../api/types.ts';
import { usePageState } from '../filters/use-page-state.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

const MINUTES_10 = 600_000;
const MOST_STATIONS = 100;

export const useInventory = (): UseQueryResult<Inventory> =>
  useQuery({
    queryKey: ['inventory'],
    queryFn: ({ signal }) => getJson<Inventory>('api/v1/inventory', {}, signal),
    staleTime: MINUTES_10,
  });

/** Looks for stations whose name contains a text: there may be ten thousand, so none is asked for before somebody looks. */
const useStationSearch = (site: string): ((text: string) => Promise<Option[]>) => {
  const client = useQueryClient();
  return async (search) => {
    const { items } = await client.fetchQuery({
      queryKey: ['stations', 'options', site, search],
      queryFn: ({ signal }) =>
        getJson<Page<Station>>('api/v1/stations', { site, search, limit: MOST_STATIONS }, signal),
      staleTime: MINUTES_10,
    });
    return items.map(({ station }) => ({ value: station, label: station }));
  };
};

const distinct = (values: readonly string[]): Option[] =>
  [...new Set(values)]
    .filter((value) => value !== '')
    .sort()
    .map((value) => ({ value, label: value }));

/** What a filter can be set to, as far as the other filters leave it. */
export const useFilterOptions = (
  name: 'site' | 'model' | 'firmware' | 'station',
): Option[] | ((text: string) => Promise<Option[]>) => {
  const { filters } = usePageState();
  const { data } = useInventory();
  const stations = useStationSearch(filters.site);
  if (name === 'station') return stations;
  if (data === undefined) return [];
  if (name === 'site')
    return data.sites.map(({ site, name: title }) => ({ value: site, label: title ?? site }));
  const equipment = data.equipment.filter(
    ({ model }) => name === 'model' || filters.model === '' || model === filters.model,
  );
  return distinct(equipment.map((one) => one[name]));
};
