import { describe, expect, it, jest } from '@jest/globals';
import { CONNECTOR_STATES } from '../model/availability.ts';
import { exposition } from './exposition.ts';
import { MetricStore } from './metric-store.ts';
import { seriesOf } from './collection.ts';
import {
  capability,
  connectorState,
  everything,
  failedFlow,
  flowSettled,
  settledFlow,
  startSettled,
  telemetryOf,
  stationContact,
  stationSeen,
  T0,
  visitEnded,
} from './testdata/outcomes.ts';
import { sampleOf, samplesOf } from './testdata/samples.ts';

const DAY_MS = 86_400_000;

/** A store that one station has been seen by, and that reader 0 has read once. */
const known = (): MetricStore => {
  const store = new MetricStore();
  store.apply(stationSeen(T0));
  store.apply(connectorState(T0, 'available'));
  store.collect(0);
  return store;
};

describe('flow counters', () => {
  it('are published at 0 as soon as the connector is known, every outcome and visit result', () => {
    const samples = samplesOf(known());
    const flows = [...samples].filter(([key]) => key.startsWith('ev_charge_flows_total{'));
    expect(flows.map(([, value]) => value)).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...samples.keys()].filter((key) => key.startsWith('ev_charge_visits_total{'))).toHaveLength(4);
    expect(sampleOf(samples, 'ev_charge_start_attempts_total', 'evse="2"', 'firmware="1.2.3"')).toBe(0);
  });

  it('count a success in every numerator and denominator', () => {
    const store = known();
    store.apply(startSettled(T0, settledFlow()));
    store.apply(flowSettled(T0, settledFlow()));
    store.apply(visitEnded(T0, 'first_ok'));
    const samples = samplesOf(store);
    for (const name of [
      'start_attempts',
      'start_successes',
      'end_attempts',
      'end_successes',
      'session_successes',
    ]) {
      expect(sampleOf(samples, `ev_charge_${name}_total`)).toBe(1);
    }
    expect(sampleOf(samples, 'ev_charge_flows_total', 'outcome="success"')).toBe(1);
    expect(sampleOf(samples, 'ev_charge_visits_total', 'result="first_ok"')).toBe(1);
    expect(sampleOf(samples, 'ev_charge_energy_joules_total')).toBe(20_000 * 3600);
  });

  it('count a visit that succeeded next door against the connector that was left behind', () => {
    const store = known();
    store.apply(visitEnded(T0, 'later_ok', true));
    store.apply(visitEnded(T0, 'later_ok'));
    expect(sampleOf(samplesOf(store), 'ev_charge_hops_total', 'connector="1"')).toBe(0);
    expect(sampleOf(samplesOf(store), 'ev_charge_hops_total', 'connector="1"')).toBe(1);
  });

  it('count a failed start in the denominators only, and say where and why', () => {
    const store = known();
    store.apply(startSettled(T0, failedFlow()));
    store.apply(flowSettled(T0, failedFlow()));
    store.collect(0);
    const samples = samplesOf(store);
    expect(sampleOf(samples, 'ev_charge_start_attempts_total')).toBe(1);
    expect(sampleOf(samples, 'ev_charge_start_successes_total')).toBe(0);
    expect(sampleOf(samples, 'ev_charge_end_attempts_total')).toBe(0);
    expect(sampleOf(samples, 'ev_charge_session_successes_total')).toBe(0);
    const labels = [
      'failed_stage="handshake"',
      'reason="no_energy"',
      'attribution="evse"',
      'model="HPC 150"',
    ];
    expect(sampleOf(samples, 'ev_charge_flow_failures_total', ...labels)).toBe(1);
    expect(sampleOf(samples, 'ev_charge_stage_entered_total', 'stage="handshake"')).toBe(1);
    expect(sampleOf(samples, 'ev_charge_stage_failed_total', 'stage="handshake"')).toBe(1);
    expect(sampleOf(samples, 'ev_charge_stage_failed_total', 'stage="plug_in"')).toBeUndefined();
  });

  it('leave a success out of session successes when its start was not counted', () => {
    const store = known();
    store.apply(flowSettled(T0, settledFlow(), false));
    store.apply(flowSettled(T0, settledFlow({ recovered: true }), true));
    const samples = samplesOf(store);
    expect(sampleOf(samples, 'ev_charge_session_successes_total')).toBe(0);
    expect(sampleOf(samples, 'ev_charge_end_successes_total')).toBe(2);
  });

  it('do not count refused flows as failures', () => {
    const store = known();
    store.apply(flowSettled(T0, failedFlow({ outcome: 'refused', failedStage: 'authorize' }), false));
    store.collect(0);
    expect(sampleOf(samplesOf(store), 'ev_charge_flow_failures_total')).toBeUndefined();
  });

  it('take a late flow as late and as nothing else', () => {
    const store = known();
    const before = samplesOf(store);
    store.apply(flowSettled(T0, settledFlow({ late: true }), false));
    store.collect(0);
    const after = samplesOf(store);
    const changed = [...after].filter(([key, value]) => before.get(key) !== value);
    expect(changed).toEqual([['ev_charge_late_flows_total{outcome="success"}', 1]]);
  });

  it('say that a start was counted which turned out to be no attempt, since they never fall', () => {
    const store = known();
    const flows = [
      settledFlow({ outcome: 'unknown', validStop: false }),
      settledFlow({ late: true }),
      settledFlow(),
    ];
    for (const flow of flows) {
      store.apply(startSettled(T0, flow));
      store.apply(flowSettled(T0, flow, true));
    }
    store.apply(flowSettled(T0, settledFlow({ outcome: 'unknown' }), false));
    store.collect(0);
    const samples = samplesOf(store);
    expect(sampleOf(samples, 'ev_charge_start_attempts_total')).toBe(3);
    const corrections = [...samples].filter(([key]) => key.startsWith('ev_charge_corrections_total'));
    expect(corrections).toEqual([
      ['ev_charge_corrections_total{from="started",to="unknown"}', 1],
      ['ev_charge_corrections_total{from="started",to="late"}', 1],
    ]);
  });

  it('keep an old failure with the firmware that had it', () => {
    const store = known();
    store.apply(flowSettled(T0, failedFlow()));
    store.apply(stationSeen(T0 + 1, { firmware: '2.0.0' }));
    const samples = samplesOf(store);
    expect(sampleOf(samples, 'ev_charge_flows_total', 'outcome="failed"', 'firmware="1.2.3"')).toBe(1);
    expect(sampleOf(samples, 'ev_charge_flows_total', 'outcome="failed"', 'firmware="2.0.0"')).toBe(0);
  });

  it('leave out labels that the wire did not give', () => {
    const store = known();
    store.apply(flowSettled(T0, failedFlow({ evse: null, connector: null })));
    const keys = [...samplesOf(store).keys()];
    expect(keys).toContain(
      'ev_charge_flows_total{site="depot",station="CS-7",vendor="Acme",model="HPC 150",firmware="1.2.3",outcome="failed"}',
    );
  });
});

describe('a reader', () => {
  it('sees a new series as 0 first and its value at its next collection, whatever other readers saw', () => {
    const store = new MetricStore();
    store.apply(flowSettled(T0, failedFlow()));
    const failures = (reader: number): number | undefined =>
      sampleOf(samplesOf(store, reader), 'ev_charge_flow_failures_total');
    expect(failures(0)).toBe(0);
    expect(failures(0)).toBe(1);
    expect(failures(31)).toBe(0);
    expect(failures(31)).toBe(1);
    expect(failures(0)).toBe(1);
  });

  it('goes on seeing 0 until a collection with that 0 has arrived', () => {
    const store = new MetricStore();
    store.apply(flowSettled(T0, failedFlow()));
    const seen = (): number | undefined => {
      const text = [...exposition(store.view(0), 'text')].join('');
      return Number(/^ev_charge_flow_failures_total\{.*\} (\S+)$/m.exec(text)?.[1]);
    };
    store.offer(0);
    expect(seen()).toBe(0);
    store.offer(0);
    expect(seen()).toBe(0);
    store.apply({ kind: 'ping', at: T0, site: 'depot', station: 'CS-7', seconds: 0.07 });
    store.taken(0);
    expect(seen()).toBe(1);
    // Made after the collection that arrived was.
    expect([...exposition(store.view(0), 'text')].join('')).toMatch(
      /^ev_station_ping_seconds_count\{.*\} 0$/m,
    );
  });

  it('sees histograms as 0 first too, and gauges truly at once', () => {
    const store = new MetricStore();
    store.apply({ kind: 'ping', at: T0, site: 'depot', station: 'CS-7', seconds: 0.07 });
    const first = samplesOf(store);
    expect(sampleOf(first, 'ev_station_ping_seconds_count')).toBe(0);
    expect(sampleOf(first, 'ev_station_ping_seconds_bucket', 'le="+Inf"')).toBe(0);
    expect(sampleOf(first, 'ev_station_ping_last_seconds')).toBe(0.07);
    const second = samplesOf(store);
    expect(sampleOf(second, 'ev_station_ping_seconds_count')).toBe(1);
    expect(sampleOf(second, 'ev_station_ping_seconds_sum')).toBe(0.07);
    expect(sampleOf(second, 'ev_station_ping_seconds_bucket', 'le="0.05"')).toBe(0);
    expect(sampleOf(second, 'ev_station_ping_seconds_bucket', 'le="0.1"')).toBe(1);
  });

  it('has seen what a journalled collection says that it saw', () => {
    const store = new MetricStore();
    store.apply(flowSettled(T0, failedFlow()));
    store.collect(3);
    expect(sampleOf(samplesOf(store, 3), 'ev_charge_flow_failures_total')).toBe(1);
    expect(sampleOf(samplesOf(store, 2), 'ev_charge_flow_failures_total')).toBe(0);
  });

  it('keeps its view while the store moves on', () => {
    const store = known();
    const view = store.collect(0);
    const attempts = view.find(({ spec }) => spec.prometheus === 'ev_charge_start_attempts_total');
    store.apply(startSettled(T0, settledFlow()));
    store.forget('CS-7');
    expect(attempts?.values[0]).toBe(0);
    expect(attempts?.sets[0]?.text).toContain('station="CS-7"');
  });
});

describe('seconds', () => {
  it('of connector states add up to the time that passed', () => {
    const store = known();
    store.apply(connectorState(T0 + 10_500, 'charging'));
    store.apply(connectorState(T0 + 70_500, 'available'));
    store.collect(0);
    store.advance(T0 + 100_000);
    const samples = samplesOf(store);
    expect(sampleOf(samples, 'ev_connector_state_seconds_total', 'state="available"')).toBe(40);
    expect(sampleOf(samples, 'ev_connector_state_seconds_total', 'state="charging"')).toBe(60);
    expect(sampleOf(samples, 'ev_connector_state_code')).toBe(CONNECTOR_STATES.indexOf('available'));
  });

  it('of not being capable run only while the connector says that it is up', () => {
    const store = known();
    store.collect(0);
    const incapable = (): number | undefined =>
      sampleOf(samplesOf(store), 'ev_connector_incapable_seconds_total', 'evse="2"');
    expect(incapable()).toBe(0);
    store.apply(connectorState(T0, 'available'));
    store.apply(capability(T0 + 10_000));
    store.apply(connectorState(T0 + 30_000, 'unknown'));
    store.apply(connectorState(T0 + 50_000, 'charging'));
    store.apply(capability(T0 + 55_000, T0 + 52_000));
    store.advance(T0 + 100_000);
    expect(incapable()).toBe(25);
    const restored = MetricStore.restore(store.snapshot());
    restored.apply(capability(T0 + 100_000));
    restored.advance(T0 + 110_000);
    expect(sampleOf(samplesOf(restored), 'ev_connector_incapable_seconds_total', 'evse="2"')).toBe(35);
  });

  it('in contact run only within service hours', () => {
    const store = new MetricStore();
    store.apply(stationContact(T0, true));
    store.collect(0);
    store.apply(stationContact(T0 + 10_000, false));
    store.apply(stationContact(T0 + 30_000, true, false));
    store.advance(T0 + 90_000);
    const samples = samplesOf(store);
    expect(sampleOf(samples, 'ev_station_connected_seconds_total')).toBe(10);
    expect(sampleOf(samples, 'ev_station_service_seconds_total')).toBe(30);
    expect(sampleOf(samples, 'ev_station_connected')).toBe(1);
  });

  it('do not fall when an outcome comes with a time that has passed', () => {
    const store = known();
    store.advance(T0 + 60_000);
    expect(sampleOf(samplesOf(store), 'ev_connector_state_seconds_total')).toBe(60);
    store.apply(connectorState(T0 + 10_000, 'faulted'));
    expect(sampleOf(samplesOf(store), 'ev_connector_state_seconds_total', 'state="available"')).toBe(60);
  });
});

describe('stations', () => {
  it('have one info series, the one of their present firmware', () => {
    const store = known();
    store.apply(stationSeen(T0 + 1, { firmware: '2.0.0' }));
    const infos = [...samplesOf(store)].filter(([key]) => key.startsWith('ev_station_info{'));
    expect(infos).toHaveLength(1);
    expect(infos[0]?.[0]).toContain('firmware="2.0.0",ocpp_version="1.6",serial_hash="beef"');
  });

  it('are last seen when they spoke, not when they were spoken to', () => {
    const store = new MetricStore();
    const message = {
      kind: 'message',
      site: 'depot',
      station: 'CS-7',
      action: 'Reset',
      result: 'call',
    } as const;
    store.apply({ ...message, at: T0, direction: 'from_station' });
    store.apply({ ...message, at: T0 + 5000, direction: 'to_station' });
    expect(sampleOf(samplesOf(store), 'ev_station_last_seen_timestamp_seconds')).toBe(T0 / 1000);
  });

  it('take all their series with them when they are forgotten', () => {
    const store = new MetricStore();
    for (const outcome of everything(T0)) store.apply(outcome);
    store.apply(stationSeen(T0, {}, 'CS-8'));
    store.forget('CS-7');
    const keys = [...samplesOf(store).keys()];
    expect(keys.filter((key) => key.includes('CS-7'))).toEqual([]);
    expect(keys.filter((key) => key.includes('CS-8'))).not.toEqual([]);
    const shown = store.collect(0).reduce((sum, view) => sum + seriesOf(view), 0);
    expect(store.seriesCount).toBe(shown);
  });

  it('go on undisturbed when another one is forgotten', () => {
    const store = new MetricStore();
    for (const id of ['CS-1', 'CS-2', 'CS-3']) {
      store.apply(stationSeen(T0, {}, id));
      store.apply(connectorState(T0, 'charging', 2, id));
      store.apply(flowSettled(T0, settledFlow({ station: id, traceId: id.slice(-1).repeat(32) })));
    }
    store.collect(0);
    store.advance(T0 + 60_000);
    const others = (): string[] =>
      [...exposition(store.collect(0), 'openmetrics')]
        .join('')
        .split('\n')
        .filter((line) => /CS-[23]/.test(line))
        .sort();
    const before = others();
    store.forget('CS-1');
    expect(others()).toEqual(before);
    expect(before.join('')).toContain('"charging"} 60');
    expect(before.join('')).toContain('"success"} 1 # {trace_id="3333');
  });

  it('are still to be seen at 0 when one that was seen is forgotten before', () => {
    const store = new MetricStore();
    store.apply(flowSettled(T0, settledFlow({ station: 'CS-1' })));
    store.collect(0);
    store.apply(flowSettled(T0, settledFlow({ station: 'CS-2' })));
    store.forget('CS-1');
    expect(sampleOf(samplesOf(store), 'ev_charge_end_successes_total', 'CS-2')).toBe(0);
    expect(sampleOf(samplesOf(store), 'ev_charge_end_successes_total', 'CS-2')).toBe(1);
  });

  it('begin anew under another site', () => {
    const store = known();
    store.apply(stationSeen(T0 + 1, { site: 'harbour' }));
    const keys = [...samplesOf(store).keys()].filter((key) => key.includes('station="CS-7"'));
    expect(keys.every((key) => key.includes('site="harbour"'))).toBe(true);
  });
});

describe('series of past firmware', () => {
  const updated = (): MetricStore => {
    const store = known();
    store.apply(flowSettled(T0, failedFlow()));
    store.apply(stationSeen(T0 + 1, { firmware: '2.0.0' }));
    return store;
  };
  const past = (store: MetricStore): string[] =>
    [...samplesOf(store).keys()].filter(
      (key) => key.startsWith('ev_charge') && key.includes('firmware="1.2.3"'),
    );

  it('stay for 35 days after they last moved, then go', () => {
    const store = updated();
    store.advance(T0 + 35 * DAY_MS - 3_600_000);
    expect(past(store)).not.toEqual([]);
    store.advance(T0 + 35 * DAY_MS + 3_600_000);
    expect(past(store)).toEqual([]);
  });

  it('are present ones, however quiet, when the station still has that firmware', () => {
    const store = known();
    store.advance(T0 + 400 * DAY_MS);
    expect(past(store)).not.toEqual([]);
  });
});

describe('limits', () => {
  it('refuse new series beyond the limit, count them and say so once', () => {
    const onLimit = jest.fn();
    const store = new MetricStore({ seriesLimit: 60, onLimit });
    for (let id = 0; id < 50; id += 1) {
      store.apply(stationSeen(T0, {}, `CS-${String(id)}`));
      store.apply(connectorState(T0, 'available', 1, `CS-${String(id)}`));
    }
    expect(store.seriesCount).toBeLessThanOrEqual(60);
    expect(store.refused).toBeGreaterThan(40);
    expect(onLimit).toHaveBeenCalledTimes(1);
    expect(store.snapshot().stations.length).toBeLessThan(10);
  });

  it('bound what chargers say of themselves', () => {
    const store = new MetricStore({ distinct: { firmware: 2 } });
    for (const firmware of ['  1\u0000.0\n', 'x'.repeat(500), 'third']) {
      store.apply(stationSeen(T0, { firmware }, `CS-${firmware.slice(0, 1)}`));
    }
    const infos = [...samplesOf(store).keys()].filter((key) => key.startsWith('ev_station_info{'));
    expect(infos.map((key) => /firmware="([^"]*)"/.exec(key)?.[1])).toEqual([
      '1 .0',
      'x'.repeat(64),
      'other',
    ]);
  });

  it('hold the budget of series of a two-connector station', () => {
    const shared = ['ev_charge_stage', 'ev_charge_start_seconds', 'ev_charge_power_ratio{', 'ev_ocpp'];
    const perStation = (store: MetricStore): number =>
      [...samplesOf(store).keys()].filter(
        (key) => key.includes('station="CS-7"') && !shared.some((s) => key.startsWith(s)),
      ).length;
    const quiet = new MetricStore();
    quiet.apply(stationSeen(T0));
    quiet.apply(stationContact(T0, true));
    quiet.apply(connectorState(T0, 'available', 1));
    quiet.apply(connectorState(T0, 'available', 2));
    expect(perStation(quiet)).toBeLessThanOrEqual(50);
    const busy = new MetricStore();
    for (const outcome of everything(T0)) busy.apply(outcome);
    for (const evse of [1, 2]) {
      for (const state of [
        'occupied',
        'charging',
        'suspended_ev',
        'finishing',
        'unavailable',
        'faulted',
        'unknown',
      ] as const) {
        busy.apply(connectorState(T0 + 700_000, state, evse));
      }
      busy.apply(flowSettled(T0 + 700_000, settledFlow({ evse })));
    }
    expect(perStation(busy)).toBeLessThanOrEqual(80);
    const measured = new MetricStore();
    for (const outcome of everything(T0)) if (!outcome.kind.startsWith('fault_')) measured.apply(outcome);
    for (const evse of [1, 2]) {
      for (const state of ['occupied', 'charging', 'finishing', 'unknown'] as const)
        measured.apply(connectorState(T0 + 700_000, state, evse));
      measured.apply(flowSettled(T0 + 700_000, settledFlow({ evse })));
      for (const outcome of telemetryOf(T0 + 700_000, evse)) measured.apply(outcome);
    }
    expect(perStation(measured)).toBeLessThanOrEqual(80);
  });
});

describe('exemplars', () => {
  it('are the last flow that moved the series, once the reader may see that it moved', () => {
    const store = new MetricStore();
    store.apply(flowSettled(T0, settledFlow()));
    const exemplars = (): unknown[] =>
      store
        .collect(0)
        .filter(({ spec }) => spec.prometheus === 'ev_charge_flows_total')
        .flatMap((view) => (view.exemplars ?? []).filter((exemplar) => exemplar !== undefined));
    expect(exemplars()).toEqual([]);
    expect(exemplars()).toEqual([{ traceId: settledFlow().traceId, value: 1, time: T0 }]);
    const again = settledFlow({ traceId: 'a'.repeat(32) });
    store.apply(flowSettled(T0 + 5, again));
    expect(exemplars()).toEqual([{ traceId: again.traceId, value: 1, time: T0 + 5 }]);
  });
});

it('a store of nothing shows nothing', () => {
  expect(samplesOf(new MetricStore()).size).toBe(0);
});

describe('ev_station_connected', () => {
  it('falls at once when the socket drops, and not when a newer socket replaces it', () => {
    const store = known();
    const disconnect = (reason: 'dropped' | 'replaced'): void =>
      store.apply({ kind: 'station_disconnect', at: T0 + 1_000, site: 'depot', station: 'CS-7', reason });
    store.apply(stationContact(T0, true));
    disconnect('replaced');
    expect(sampleOf(samplesOf(store), 'ev_station_connected')).toBe(1);
    disconnect('dropped');
    expect(sampleOf(samplesOf(store), 'ev_station_connected')).toBe(0);
  });
});
