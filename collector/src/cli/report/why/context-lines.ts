import { printable, words } from '../../../ledger/report/render/words.ts';
import type { SettledFlow } from '../../../model/flow.ts';

const figure = (value: number): string => String(Number(value.toPrecision(6)));

/** What was around a flow: readings, links and grid, a line each. */
export function contextLines({ context }: SettledFlow): readonly (readonly [string, string])[] {
  if (context === undefined) return [];
  const readings = context.quantities.map(({ quantity, location, phase, least, most, last }) => {
    const place = [location, phase].filter((word) => word !== '').map(printable);
    const range = `${figure(least)} to ${figure(most)}, last ${figure(last)}`;
    return ['Measured', `${[words(quantity), ...place].join(' ')}: ${range}`] as const;
  });
  const links = context.links.map(({ link, up, drops }) => {
    const state = up === null ? 'not known' : up ? 'up' : 'down';
    return ['Link', `${printable(link)} ${state} at its end, ${drops} drops during it`] as const;
  });
  const grid = context.grid === null ? [] : [['Grid', context.grid ? 'there' : 'lost during it'] as const];
  return [...readings, ...links, ...grid];
}
