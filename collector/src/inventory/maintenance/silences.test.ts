import { describe, expect, it } from '@jest/globals';
import { loadInventory } from '../load-inventory.ts';
import { silencesOf } from './silences.ts';

const text = `
sites:
  - { id: north, time_zone: Europe/Berlin }
stations:
  - { id: CS-1, site: north }
maintenance:
  - { site: north, station: CS-1, from: 2026-11-03T08:00, to: 2026-11-03T10:00, reason: filters, by: maria }
  - { site: north, every: 'Mo 02:00-03:00', reason: switch updates }
`;
const inventoryOf = () => {
  const read = loadInventory({ file: 'i.yaml', text, defaultSite: 'default' });
  if (!read.ok) throw new Error(read.error.map(({ problem }) => problem).join('\n'));
  return read.value;
};
const days = (from: string, to: string) => ({ start: Date.parse(from), end: Date.parse(to) });

describe('silences of planned work', () => {
  it('last from its beginning on the clock of the site until stations had time to come back', () => {
    const [filters] = silencesOf(inventoryOf(), days('2026-11-03', '2026-11-04'));
    expect(filters).toEqual({
      matchers: [
        { name: 'site', value: 'north', isRegex: false, isEqual: true },
        { name: 'station', value: 'CS-1', isRegex: false, isEqual: true },
        { name: 'symptom', value: 'safety_fault', isRegex: false, isEqual: false },
      ],
      startsAt: '2026-11-03T07:00:00.000Z',
      endsAt: '2026-11-03T09:15:00.000Z',
      createdBy: 'maria',
      comment: 'filters',
    });
  });

  it('come again with work that comes again, and speak of no other time', () => {
    const silences = silencesOf(inventoryOf(), days('2026-11-05', '2026-11-17'));
    expect(silences.map(({ startsAt }) => startsAt)).toEqual([
      '2026-11-09T01:00:00.000Z',
      '2026-11-16T01:00:00.000Z',
    ]);
    expect(silencesOf(inventoryOf(), days('2026-11-05', '2026-11-06'))).toEqual([]);
  });
});
