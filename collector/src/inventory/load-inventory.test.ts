import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatSourceError } from '../config/source-error.ts';
import type { FieldInventory } from './field-inventory.ts';
import { loadInventory, readInventory } from './load-inventory.ts';
import { writeInventory } from './write-inventory.ts';

const testdata = (name: string): string => readFileSync(join(import.meta.dirname, 'testdata', name), 'utf8');

function inventoryOf(text: string, file = 'i.yaml', mapping = new Map<string, string>()): FieldInventory {
  const loaded = loadInventory({ file, text, defaultSite: 'default', mapping });
  if (!loaded.ok) throw new Error(loaded.error.map(formatSourceError).join('\n'));
  return loaded.value;
}

function errorsOf(text: string, file = 'i.yaml', mapping = new Map<string, string>()): string[] {
  const loaded = loadInventory({ file, text, defaultSite: 'default', mapping });
  return loaded.ok ? [] : loaded.error.map(formatSourceError);
}

const full = testdata('full.yaml');

describe('loadInventory of YAML', () => {
  it('reads sites, stations, links and technicians', () => {
    const { sites, stations, links, terminals, technicians } = inventoryOf(full);
    expect(sites.get('north')).toEqual({
      id: 'north',
      name: 'North depot',
      timeZone: 'Europe/Berlin',
      latitude: 52.52,
      longitude: 13.405,
      openingHours: 'Mo-Fr 06:00-22:00',
      programme: 'nevi',
      slo: 0.97,
      feeders: [{ id: 'main', externalIds: { janitza: 'UMG-1' } }],
      externalIds: { gateway: 'GW-1' },
    });
    expect(stations.get('007')?.evses[0]?.connectors).toEqual([
      { id: 1, powerType: 'DC', ratedW: 150_000, portId: 'P-1', externalIds: { ocpi: 'DE*ACM*E1' } },
      { id: 2, powerType: 'AC', ratedW: 22_000, portId: null, externalIds: {} },
    ]);
    expect(stations.get('007')?.connectorMap['2']).toEqual({ evse: 1, connector: 2 });
    expect(links.get('RUT-1')).toEqual({
      id: 'RUT-1',
      site: 'north',
      kind: 'router',
      stations: ['007'],
      externalIds: { imei: '0123' },
    });
    expect(terminals.get('T-1')).toEqual({
      id: 'T-1',
      site: 'north',
      serves: [{ station: '007', evse: 1 }],
      externalIds: { serial: '55-1' },
    });
    expect(stations.get('007')?.externalIds).toEqual({ serial: 'A7' });
    expect(stations.get('007')?.evses[0]?.externalIds).toEqual({ everest: 'evse_manager_1' });
    expect(technicians.get('maria')).toEqual({ id: 'maria', skills: ['hv', 'network'], base: 'north' });
  });

  it('reads planned work, for once and for every week', () => {
    expect(inventoryOf(full).maintenance).toEqual([
      {
        ...{ site: 'north', station: '007', evse: null, every: null },
        ...{ from: '2026-11-03T08:00', to: '2026-11-03T10:00' },
        ...{ reason: 'filters', evidence: ['WO-17'], by: null },
      },
      {
        ...{ site: 'north', station: null, evse: null, every: 'Su 02:00-04:00' },
        ...{ from: '2026-01-01', to: null, reason: 'updates', evidence: [], by: 'Maria Muster' },
      },
    ]);
  });

  it('explains hours and planned work that cannot be understood', () => {
    const text = `sites:
  - id: north
    opening_hours: Mo-Fry 06:00-22:00
maintenance:
  - site: north
    from: tomorrow
    reason: filters
`;
    expect(errorsOf(text)).toEqual([
      expect.stringContaining(
        'i.yaml:3:20: sites[0].opening_hours: cannot be used. Fix: `Mo-Fry` is no day of the week: write `24/7`',
      ),
    ]);
    expect(errorsOf(text.replace('Fry', 'Fr'))).toEqual([
      expect.stringContaining('i.yaml:5:5: maintenance[0].to: is missing'),
      expect.stringContaining(
        'i.yaml:6:11: maintenance[0].from: cannot be used. Fix: write 2026-11-03T08:00',
      ),
    ]);
    expect(errorsOf(text.replace('Fry', 'Fr').replace('site: north', 'site: nort'))).toContain(
      'i.yaml:5:11: maintenance[0].site: there is no site `nort`. Fix: did you mean `north`?',
    );
  });

  it('fills in what was left out', () => {
    const { sites, stations } = inventoryOf(full);
    expect(sites.get('south')).toMatchObject({
      name: 'south',
      timeZone: 'UTC',
      openingHours: '24/7',
      slo: null,
    });
    expect(stations.get('CS-2')).toMatchObject({
      vendor: '',
      commissioned: null,
      evses: [],
      connectorMap: {},
    });
  });

  it('explains every wrong value with its line and a fix', () => {
    expect(errorsOf(testdata('bad.yaml'))).toEqual([
      'i.yaml:3:16: sites[0].time_zone: cannot be used. Fix: write an IANA time zone such as Europe/Berlin',
      'i.yaml:4:15: sites[0].latitude: cannot be used. Fix: write degrees from -90 to 90',
      'i.yaml:5:16: sites[0].programme: must be one of nevi, cec, uk. Fix: did you mean `nevi`?',
      'i.yaml:6:10: sites[0].slo: cannot be used. Fix: write a share above 0 and up to 1, such as 0.97',
      'i.yaml:11:5: stations[0].comissioned: is not a known key. Fix: did you mean `commissioned`?',
      'i.yaml:12:19: stations[0].commissioned: cannot be used. Fix: write a date as YYYY-MM-DD',
      'i.yaml:14:13: stations[0].evses[0].id: cannot be used. Fix: write a whole number from 1',
      'i.yaml:16:34: stations[0].evses[0].connectors[0].power_type: must be one of AC, DC. Fix: use one of AC, DC',
      'i.yaml:16:52: stations[0].evses[0].connectors[0].rated_watts: cannot be used. Fix: write watts above 0, such as 150000',
      'i.yaml:17:9: stations[0].evses[1].id: is missing. Fix: add it',
      'i.yaml:17:21: stations[0].evses[1].connectors: must be a list, is text. Fix: write a list',
    ]);
  });

  it('explains ids given twice, unknown sites and maps to nowhere', () => {
    expect(errorsOf(testdata('bad-references.yaml'))).toEqual([
      'i.yaml:3:9: sites[1].id: `north` is given twice. Fix: keep one of the two',
      'i.yaml:6:11: stations[0].site: there is no site `noth`. Fix: did you mean `north`?',
      'i.yaml:9:39: stations[0].evses[0].connectors[1].id: `1` is given twice. Fix: keep one of the two',
      'i.yaml:11:7: stations[0].connector_map.2: EVSE 2 has no connector 1. Fix: add it under `evses` or correct the map',
    ]);
  });

  it('explains what links and terminals serve that is not there, and external ids that two have', () => {
    expect(errorsOf(testdata('bad-links.yaml'))).toEqual([
      'i.yaml:4:21: sites[0].feeders[1].id: `main` is given twice. Fix: keep one of the two',
      'i.yaml:4:50: sites[0].feeders[1].external_ids.meter: another one has this `meter`, too. Fix: correct one of the two',
      'i.yaml:9:60: links[0].stations[1]: there is no station `CS-9`. Fix: did you mean `CS-1`?',
      'i.yaml:9:66: links[0].stations[2]: `CS-2` is at `south`. Fix: correct one of the two sites',
      'i.yaml:10:77: links[1].external_ids.iccid: another one has this `iccid`, too. Fix: correct one of the two',
      'i.yaml:12:61: terminals[0].serves[0].evse: `CS-1` has no EVSE 2. Fix: add it under `evses` or correct the number',
    ]);
  });

  it('tells many errors in the order of their lines', () => {
    const lines = errorsOf(testdata('bad.yaml')).map((error) => Number(error.split(':')[1]));
    expect(lines).toEqual([...lines].sort((one, other) => one - other));
  });

  it('takes an empty file for an inventory that knows nobody', () => {
    expect(inventoryOf('').stations.size).toBe(0);
  });

  it('explains a document that is no map', () => {
    expect(errorsOf('- a\n- b\n')).toHaveLength(1);
  });
});

describe('writeInventory', () => {
  const written = readInventory({ file: 'i.yaml', text: full, defaultSite: 'default' });

  it('writes what reads back as the same inventory', () => {
    expect(written.ok && inventoryOf(writeInventory(written.value))).toEqual(inventoryOf(full));
  });

  it('writes what has the right line numbers when it is edited badly', () => {
    const text = written.ok ? writeInventory(written.value).replace('"site":"south"', '"site":"sooth"') : '';
    expect(errorsOf(text)).toEqual([expect.stringContaining('i.yaml:6:')]);
    expect(errorsOf(text)[0]).toContain('did you mean `south`?');
  });
});

describe('loadInventory of CSV', () => {
  const mapping = new Map([
    ['Standort', 'site_name'],
    ['Leistung', 'rated_watts'],
  ]);

  it('joins rows, one a connector, into stations and sites', () => {
    const { sites, stations } = inventoryOf(testdata('connectors.csv'), 'i.csv', mapping);
    expect(sites.get('north')?.name).toBe('Depot "Nord";\nhinten');
    expect(stations.get('CS-1')?.evses[0]?.connectors.map(({ id, ratedW }) => [id, ratedW])).toEqual([
      [1, 150_000],
      [2, 150_000],
    ]);
    expect(stations.get('CS-1')?.connectorMap['2']).toEqual({ evse: 1, connector: 2 });
    expect(stations.get('007')?.evses[0]?.connectors[0]).toMatchObject({
      id: 1,
      powerType: 'AC',
      ratedW: 22_000,
    });
  });

  it('names the row of what is wrong', () => {
    const text = testdata('connectors.csv').replace('22000', '22 kW').replace('CS-1;north;;', 'CS-1;west;;');
    expect(errorsOf(text, 'i.csv', mapping)).toEqual([expect.stringContaining('i.csv:4:1: ')]);
    expect(errorsOf(text.replace('west', 'north'), 'i.csv', mapping)).toEqual([
      expect.stringContaining('i.csv:6:1: '),
    ]);
  });

  it('explains columns and fields that do not exist', () => {
    const wrong = new Map([['Leistun', 'rated_wats']]);
    expect(errorsOf('id,site\nCS-1,a\n', 'i.csv', wrong)).toEqual([
      'i.csv:1:1: there is no column `Leistun`. Fix: use one of id, site',
      'i.csv:1:1: there is no field `rated_wats`. Fix: did you mean `rated_watts`?',
      'i.csv:1:1: there is no column `station`. Fix: name the column that holds station ids: --map COLUMN=station',
    ]);
  });
});
