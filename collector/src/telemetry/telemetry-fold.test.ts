import { describe, expect, it } from '@jest/globals';
import type { LinkPlace, MeasuredPlace } from '../model/telemetry-outcome.ts';
import { MetricStore } from './metric-store.ts';
import {
  connectorPlaceOf,
  connectorState,
  reading,
  T0,
  telemetryOf,
  terminalPlace,
} from './testdata/outcomes.ts';
import { sampleOf, samplesOf } from './testdata/samples.ts';

const link: LinkPlace = { of: 'link', site: 'depot', station: '', link: 'RUT-1', linkKind: 'router' };
const feeder: MeasuredPlace = { of: 'site', site: 'depot', feeder: 'F1' };

describe('readings', () => {
  it('are gauges of their connector, link, terminal or site', () => {
    const store = new MetricStore();
    for (const outcome of telemetryOf(T0, 1)) store.apply(outcome);
    store.apply(reading(T0, link, 'link_up', 1));
    store.apply(reading(T0, link, 'rsrp_dbm', -97));
    store.apply(reading(T0, feeder, 'voltage_volts', 231, { phase: 'L1' }));
    store.apply(reading(T0, feeder, 'breaker_closed', 0));
    expect([...samplesOf(store)].filter(([key]) => !key.startsWith('ev_station'))).toEqual(
      expect.arrayContaining([
        [
          'ev_evse_temperature_celsius{site="depot",station="CS-7",evse="1",connector="1",location="connector"}',
          41,
        ],
        ['ev_evse_fan_rpm{site="depot",station="CS-7",evse="0",connector="0"}', 2_100],
        ['ev_evse_voltage_volts{site="depot",station="CS-7",evse="1",connector="1",phase="dc"}', 402],
        ['ev_payment_terminal_up{site="depot",station="CS-7",terminal="PT-1"}', 1],
        ['ev_payment_events_total{site="depot",station="CS-7",terminal="PT-1",result="declined"}', 0],
        ['ev_link_up{site="depot",link="RUT-1",kind="router"}', 1],
        ['ev_link_rsrp_dbm{site="depot",link="RUT-1",kind="router"}', -97],
        ['ev_site_voltage_volts{site="depot",feeder="F1",phase="L1"}', 231],
        ['ev_site_breaker_closed{site="depot",feeder="F1"}', 0],
      ]),
    );
  });

  it('that nobody knows any more are no series, and come back as they went', () => {
    const store = new MetricStore();
    const place = connectorPlaceOf(1);
    store.apply(connectorState(T0, 'available', 1));
    const before = store.seriesCount;
    store.apply(reading(T0, place, 'power_watts', 11_000));
    store.apply(reading(T0, connectorPlaceOf(2), 'power_watts', 22_000));
    store.apply(reading(T0, place, 'power_watts', null));
    const power = (): [string, number][] =>
      [...samplesOf(store)].filter(([key]) => key.startsWith('ev_evse_power'));
    expect(power()).toEqual([
      ['ev_evse_power_watts{site="depot",station="CS-7",evse="2",connector="1"}', 22_000],
    ]);
    expect(store.seriesCount).toBe(before + 1);
    store.apply(reading(T0, place, 'power_watts', 7_000));
    store.apply(reading(T0, link, 'link_up', null));
    expect(power()).toHaveLength(2);
    store.forget('CS-7');
    expect(power()).toEqual([]);
  });
});

describe('what links, terminals and connectors count', () => {
  it('begins at 0 when they are known', () => {
    const store = new MetricStore();
    store.apply({ kind: 'link_known', at: T0, place: link });
    store.apply({ kind: 'terminal_known', at: T0, place: terminalPlace });
    const first = samplesOf(store);
    for (const name of ['ev_link_drops_total', 'ev_payment_events_total'])
      expect([...first].filter(([key]) => key.startsWith(name)).map(([, value]) => value)).toContain(0);
    store.apply({ kind: 'link_dropped', at: T0, place: link });
    store.apply({ kind: 'link_bytes', at: T0, place: link, direction: 'sent', bytes: 512 });
    store.apply({ kind: 'terminal_payment', at: T0, place: terminalPlace, result: 'declined' });
    store.apply({
      kind: 'connector_answer',
      at: T0,
      site: 'depot',
      station: 'CS-7',
      evse: 1,
      connector: 1,
      answer: 'unlock_failed',
    });
    store.apply({ kind: 'observation', at: T0, source: 'mqtt/depot', result: 'late' });
    store.collect(0);
    const then = samplesOf(store);
    expect(sampleOf(then, 'ev_link_drops_total')).toBe(1);
    expect(sampleOf(then, 'ev_link_bytes_total', 'direction="sent"')).toBe(512);
    expect(sampleOf(then, 'ev_payment_events_total', 'declined')).toBe(1);
    expect(sampleOf(then, 'ev_connector_answers_total', 'unlock_failed')).toBe(1);
    expect(sampleOf(then, 'ev_telemetry_observations_total', 'source="mqtt/depot",result="late"')).toBe(1);
  });
});
