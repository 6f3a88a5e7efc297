import { PLUGIN_BASE_URL } from './constants.ts';

/** Paths of pages below the app's own. */
export const ROUTES = {
  performance: 'performance',
  flows: 'flows',
  stations: 'stations',
  suppliers: 'suppliers',
  compliance: 'compliance',
} as const;

/** Address of a page, with what its URL holds; empty values are left out. */
export const pageUrl = (path: string, query: Readonly<Record<string, string | undefined>> = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, value);
  const text = search.toString();
  return `${PLUGIN_BASE_URL}/${path}${text === '' ? '' : `?${text}`}`;
};

export const stationUrl = (
  station: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string => pageUrl(`${ROUTES.stations}/${encodeURIComponent(station)}`, query);
