import { describe, expect, it } from '@jest/globals';
import { callsOf, violation } from '../testing/run.ts';
import { inventoryYaml } from '../cli/inventory.ts';
import { scenario } from '../testing/run.ts';
import { yard } from '../testing/yard.ts';

const PROTOCOLS = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;

describe('reservations', () => {
  it.each(PROTOCOLS)('keep an EVSE for whom they are, refuse others, and lapse, over %s', (protocol) => {
    const run = yard({ protocol, behaviours: ['{ behaviour: reservations, when: { rate: 20 } }'] });
    const reserved = callsOf(run.lines, 'ReserveNow');
    const starts = JSON.stringify([
      ...callsOf(run.lines, 'StartTransaction'),
      ...callsOf(run.lines, 'TransactionEvent'),
    ]);
    expect(reserved.length).toBeGreaterThan(10);
    expect(JSON.stringify(callsOf(run.lines, 'StatusNotification'))).toContain('"Reserved"');
    expect(starts).toMatch(/"reservationId":\d+/);
    expect(
      run.flows.some((flow) => flow['reason'] === 'reserved_for_other' && flow['outcome'] === 'refused'),
    ).toBe(true);
    if (protocol === 'ocpp1.6') return;
    expect(JSON.stringify(callsOf(run.lines, 'ReservationStatusUpdate'))).toContain('"Expired"');
  });

  it.each(['ocpp1.6', 'ocpp2.0.1'])('are worded as the schema of %s wants it', (protocol) => {
    const run = yard({
      protocol: protocol === 'ocpp1.6' ? 'ocpp1.6' : 'ocpp2.0.1',
      behaviours: ['{ behaviour: reservations, when: { rate: 20 } }'],
    });
    for (const payload of callsOf(run.lines, 'ReserveNow'))
      expect(violation(protocol, 'urn:ReserveNow.req', payload)).toBeNull();
  });
});

describe('concurrent-card', () => {
  it('is refused where the card really charges elsewhere, and the driver is to blame', () => {
    const run = yard({ behaviours: ['{ behaviour: concurrent-card, when: { rate: 20 } }'] });
    const refused = run.flows.filter((flow) => flow['reason'] === 'concurrent_transaction');
    expect(refused.length).toBeGreaterThan(3);
    expect(refused.every((flow) => flow['outcome'] === 'refused' && flow['attribution'] === 'driver')).toBe(
      true,
    );
    expect(JSON.stringify(run.log)).toContain('ConcurrentTx');
  });
});

describe('two connectors on one EVSE', () => {
  it('are numbered one after the other in OCPP 1.6, and by EVSE in 2.x', () => {
    const numbers = (protocol: (typeof PROTOCOLS)[number]): unknown[] =>
      callsOf(yard({ protocol, connectors: 2 }).lines, 'StatusNotification').map((call) =>
        JSON.stringify([call['evseId'], call['connectorId']]),
      );
    expect(new Set(numbers('ocpp1.6'))).toEqual(new Set(['[null,1]', '[null,2]', '[null,3]', '[null,4]']));
    expect(new Set(numbers('ocpp2.1'))).toEqual(new Set(['[1,1]', '[1,2]', '[2,1]', '[2,2]']));
  });

  it('sibling-unavailable: the other one goes Unavailable while one is used', () => {
    const run = yard({ connectors: 2, behaviours: ['{ behaviour: sibling-unavailable }'] });
    const away = callsOf(run.lines, 'StatusNotification').filter((call) => call['status'] === 'Unavailable');
    expect(away.length).toBeGreaterThan(50);
    expect(run.flows.filter((flow) => flow['connector'] === 2).length).toBeGreaterThan(20);
    expect(run.flows.filter((flow) => flow['outcome'] === 'failed')).toEqual([]);
  });

  it('are in the inventory, with the map of OCPP 1.6 numbers', () => {
    const text = inventoryYaml(
      scenario(`start: 2026-10-05T00:00:00Z
days: 1
sites: [{ id: a, time_zone: UTC, latitude: 0, longitude: 0, stations: [
  { vendor: V, model: M, firmware: '1', protocol: ocpp1.6, power: DC, watts: 50000, evses: 2, connectors: 2 }] }]`),
    );
    expect(text).toMatch(
      /connector_map:\s+"1":\s+evse: 1\s+connector: 1\s+"2":\s+evse: 1\s+connector: 2\s+"3":\s+evse: 2/,
    );
  });
});

describe('managed charging', () => {
  const bad = (flows: ReturnType<typeof yard>['flows']) =>
    flows.filter(
      (flow) => flow['open'] !== true && (flow['outcome'] === 'failed' || flow['outcome'] === 'interrupted'),
    );

  it('car-timers: cars wait for the night in SuspendedEV, and nothing has failed', () => {
    const run = yard({ power: 'AC', behaviours: ['{ behaviour: car-timers }'] });
    expect(JSON.stringify(callsOf(run.lines, 'StatusNotification'))).toContain('"SuspendedEV"');
    expect(run.flows.filter((flow) => flow['reason'] === 'vehicle_declined').length).toBeGreaterThan(3);
    expect(bad(run.flows)).toEqual([]);
  });

  it.each(PROTOCOLS)('evening-stop: a schedule of 0 A holds what is plugged in, over %s', (protocol) => {
    const run = yard({ power: 'AC', protocol, behaviours: ['{ behaviour: evening-stop }'] });
    const profiles = JSON.stringify(callsOf(run.lines, 'SetChargingProfile'));
    expect(profiles).toMatch(
      /"chargingRateUnit":"A","chargingSchedulePeriod":\[\{"startPeriod":0,"limit":0\}\]/,
    );
    expect(JSON.stringify(run.log)).toContain('SuspendedEVSE');
    expect(bad(run.flows)).toEqual([]);
  });

  it('shared-load: some get less, some wait for their turn, and nothing has failed', () => {
    const run = yard({ power: 'AC', behaviours: ['{ behaviour: shared-load, strength: 0.2 }'] });
    const limits = callsOf(run.lines, 'SetChargingProfile').map((call) => JSON.stringify(call));
    expect(limits.filter((text) => text.includes('"limit":0}')).length).toBeGreaterThan(5);
    expect(limits.filter((text) => !text.includes('"limit":0}')).length).toBeGreaterThan(5);
    expect(bad(run.flows)).toEqual([]);
  });
});
