import { describe, expect, it } from '@jest/globals';
import { loadInventory } from './load-inventory.ts';
import { EMPTY_INVENTORY } from './inventory.ts';
import { placeOf16Connector, ratedConnector, siteOf } from './placement.ts';

const loaded = loadInventory({
  file: 'i.yaml',
  defaultSite: 'elsewhere',
  text: `
sites: [{ id: north }]
stations:
  - id: CS-1
    site: north
    evses: [{ id: 1, connectors: [{ id: 1 }, { id: 2, power_type: DC, rated_watts: 50000 }] }]
    connector_map: { 2: { evse: 1, connector: 2 } }
`,
});
const inventory = loaded.ok ? loaded.value : EMPTY_INVENTORY;

describe('placeOf16Connector', () => {
  it('follows the map of the station', () => {
    expect(placeOf16Connector(inventory, 'CS-1', 2)).toEqual({ evse: 1, connector: 2 });
  });

  it.each(['CS-1', 'unknown'])('is EVSE n, connector 1, where nothing is mapped (%s)', (station) => {
    expect(placeOf16Connector(inventory, station, 3)).toEqual({ evse: 3, connector: 1 });
  });

  it('keeps 0 for the whole station', () => {
    expect(placeOf16Connector(inventory, 'CS-1', 0)).toEqual({ evse: 0, connector: 0 });
  });
});

describe('ratedConnector', () => {
  it('tells kind and rating of a listed connector', () => {
    expect(ratedConnector(inventory, 'CS-1', 1, 2)).toEqual({
      evse: 1,
      connector: 2,
      powerType: 'DC',
      ratedW: 50_000,
    });
  });

  it('knows nothing of others', () => {
    expect(ratedConnector(inventory, 'CS-1', 2, 1)).toBeNull();
    expect(ratedConnector(inventory, 'unknown', 1, 1)).toBeNull();
  });
});

describe('siteOf', () => {
  it('is the default site where the inventory does not know the station', () => {
    expect([siteOf(inventory, 'CS-1'), siteOf(inventory, 'unknown')]).toEqual(['north', 'elsewhere']);
  });
});
