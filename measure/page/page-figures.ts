import { figure, type Figure } from '../figures/figures.ts';
import type { PageTimes } from './browser/measure-page.ts';
import type { EndpointTime } from './world/endpoints.ts';

const SECONDS = 1_000;
const KILO = 1_000;

/** What was measured, against the budgets of a page over ten thousand stations. */
export function pageFigures(page: PageTimes, endpoints: readonly EndpointTime[]): Figure[] {
  return [
    figure('P13.page', 'Performance, from navigation to all figures', page.opening / SECONDS, 's', '<= 2'),
    ...page.changes.map(({ name, ms }) =>
      figure(`P13.filter.${name.replace(' ', '-')}`, `change of ${name}`, ms / SECONDS, 's', '<= 1'),
    ),
    figure('P13.bytes', 'own code of the first page, compressed', page.ownBytes / KILO, 'kB', '<= 350'),
    figure('P13.complaints', 'errors in the console', page.complaints.length, 'errors', '= 0'),
    ...endpoints.map(({ name, ms }) =>
      figure(`P13.api.${name.replaceAll(/[ ,]+/g, '-')}`, `API: ${name}`, ms / SECONDS, 's', ''),
    ),
  ];
}
