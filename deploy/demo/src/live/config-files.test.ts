import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import { freePorts } from '../testdata/free-ports.ts';
import { placesIn } from '../places.ts';
import { fillIn, writeConfigs, writeLiveScenario } from './config-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the files that the programs read', () => {
  it('have every blank filled in, and no other', () => {
    expect(fillIn('port: ${PORT} # ${env:KEPT}', { PORT: 1 })).toBe('port: 1 # ${env:KEPT}');
    expect(() => fillIn('${NOBODY_KNOWS}', {})).toThrow('NOBODY_KNOWS');
  });

  it('name the ports that were given', async () => {
    const places = placesIn(folder);
    const ports = await freePorts();
    writeConfigs(ports, places, 'http://127.0.0.1:1/alerts');
    expect(parse(readFileSync(places.prometheusConfig, 'utf8'))).toMatchObject({
      scrape_configs: [{ static_configs: [{ targets: [`127.0.0.1:${ports.metrics}`] }] }],
    });
    expect(parse(readFileSync(places.collectorConfig, 'utf8'))).toMatchObject({
      receivers: { ocpp_ws: { listen: { port: ports.stations } } },
      exporters: { prometheus: { endpoint: `127.0.0.1:${ports.metrics}` } },
    });
  });

  it('let the stories of the history go on in the live stations, with shorter charges', () => {
    const places = placesIn(folder);
    writeLiveScenario(Date.parse('2026-10-23T00:00:00Z'), Date.parse('2026-11-22T09:00:00Z'), places);
    const loaded = loadScenario(readFileSync(places.liveScenario, 'utf8'), places.liveScenario);
    if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
    expect(loaded.scenario.start).toBe(Date.parse('2026-10-23T00:00:00Z'));
    expect(loaded.scenario.drivers.charge_scale).toBeLessThan(1);
    expect(loaded.scenario.behaviours.length).toBeGreaterThan(0);
  });
});
