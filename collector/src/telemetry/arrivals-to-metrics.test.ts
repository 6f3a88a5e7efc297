import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import type { Outcome } from '../model/outcome.ts';
import type { TelemetryArrival } from '../model/telemetry.ts';
import { MetricStore } from './metric-store.ts';
import { sampleOf, samplesOf } from './testdata/samples.ts';
import { createTracker, type Tracker } from '../processors/tracker.ts';
import {
  arrival,
  condition,
  evseOf,
  feeder,
  FIELD,
  reading,
  router,
  T0,
  terminal,
  telling,
} from '../processors/telemetry/testkit/field.ts';

const MINUTE = 60;

class Bench {
  readonly tracker: Tracker = createTracker({ inventory: FIELD });
  readonly store = new MetricStore();

  take(...arrivals: readonly Arrival[]): Outcome[] {
    const outcomes = arrivals.flatMap((each) => this.tracker.apply(each));
    for (const outcome of outcomes) this.store.apply(outcome);
    this.store.advance(this.tracker.streamAt);
    return telling(outcomes);
  }

  tick(seconds: number): Outcome[] {
    return this.take({ kind: 'tick', receivedAt: T0 + seconds * 1_000 });
  }

  sample(name: string, ...parts: string[]): number | undefined {
    this.store.collect(0);
    return sampleOf(samplesOf(this.store), name, ...parts);
  }

  result(each: TelemetryArrival): string | undefined {
    const said = this.tracker.apply(each).find((outcome) => outcome.kind === 'observation');
    return said?.result;
  }
}

describe('readings', () => {
  it('show the newest value, whatever comes late or out of order', () => {
    const bench = new Bench();
    const at = evseOf('CS-1', 1);
    bench.take(arrival(10, at, reading('temperature_celsius', 40, 'connector')));
    bench.take(arrival(30, at, reading('temperature_celsius', 44, 'connector')));
    bench.take(arrival(31, at, reading('temperature_celsius', 42, 'connector'), { observed: 20 }));
    bench.take(arrival(32, at, reading('temperature_celsius', 41, 'connector'), { observed: 30 }));
    expect(bench.sample('ev_evse_temperature_celsius', 'station="CS-1",evse="1",connector="1"')).toBe(44);
    expect(bench.sample('ev_telemetry_observations_total', 'result="late"')).toBe(2);
  });

  it('of an EVSE with several connectors belong to none of them', () => {
    const bench = new Bench();
    bench.take(
      arrival(0, evseOf('CS-1', 2), reading('power_watts', 1)),
      arrival(0, evseOf('CS-1', null), reading('fan_rpm', 2)),
    );
    expect(bench.sample('ev_evse_power_watts', 'evse="2",connector="0"')).toBe(1);
    expect(bench.sample('ev_evse_fan_rpm', 'evse="0",connector="0"')).toBe(2);
  });

  it('vanish when they have not been renewed for too long, and come back', () => {
    const bench = new Bench();
    const at = evseOf('CS-1', 1);
    bench.take(arrival(0, at, reading('power_watts', 7_000)), arrival(0, at, reading('voltage_volts', 400)));
    bench.take(arrival(15 * MINUTE, at, reading('power_watts', 7_000)));
    expect(bench.tick(20 * MINUTE)).toMatchObject([
      { kind: 'reading', measure: 'voltage_volts', value: null },
    ]);
    expect(bench.sample('ev_evse_voltage_volts')).toBeUndefined();
    expect(bench.sample('ev_evse_power_watts')).toBe(7_000);
    bench.tick(35 * MINUTE);
    expect(bench.sample('ev_evse_power_watts')).toBeUndefined();
    bench.take(arrival(36 * MINUTE, at, reading('power_watts', 7_000)));
    expect(bench.sample('ev_evse_power_watts')).toBe(7_000);
  });

  it('that are impossible, unknown or history are dropped and counted', () => {
    const bench = new Bench();
    expect(bench.result(arrival(0, evseOf('CS-1', 1), reading('temperature_celsius', 6_553.5)))).toBe(
      'implausible',
    );
    expect(bench.result(arrival(0, evseOf('CS-1', 1), reading('power_watts', Number.NaN)))).toBe(
      'implausible',
    );
    expect(bench.result(arrival(0, evseOf('CS-9', 1), reading('power_watts', 1)))).toBe('unknown_subject');
    expect(bench.result(arrival(0, { of: 'link', link: 'RUT-9' }, condition('link_up', true)))).toBe(
      'unknown_subject',
    );
    expect(
      bench.result(arrival(0, { of: 'site', site: 'depot', feeder: 'F9' }, condition('grid_present', true))),
    ).toBe('unknown_subject');
    expect(bench.result(arrival(7_200, evseOf('CS-1', 1), reading('power_watts', 1), { observed: 0 }))).toBe(
      'late',
    );
    expect(bench.result(arrival(7_200, router, reading('fan_rpm', 1)))).toBe('not_used');
  });

  it('of one station are bounded', () => {
    const bench = new Bench();
    const results = Array.from({ length: 200 }, (_, at) =>
      bench.result(arrival(0, evseOf('CS-1', 1), reading('temperature_celsius', 20, `probe ${at}`))),
    );
    expect(results.filter((result) => result === 'taken')).toHaveLength(96);
    expect(results.filter((result) => result === 'too_many')).toHaveLength(104);
  });

  it('dated in the future are held to their receipt, so that they do not win for ever', () => {
    const bench = new Bench();
    const at = evseOf('CS-1', 1);
    bench.take(arrival(0, at, reading('power_watts', 1), { observed: 86_400 }));
    bench.take(arrival(10, at, reading('power_watts', 2)));
    expect(bench.sample('ev_evse_power_watts')).toBe(2);
  });

  it('come from OCPP as well', () => {
    const bench = new Bench();
    const frame = [
      2,
      '1',
      'MeterValues',
      {
        connectorId: 1,
        meterValue: [
          {
            timestamp: new Date(T0).toISOString(),
            sampledValue: [
              { value: '61.5', measurand: 'Temperature', unit: 'Celsius' },
              { value: '399', measurand: 'Voltage' },
            ],
          },
        ],
      },
    ];
    bench.take({
      kind: 'connection',
      receivedAt: T0,
      station: 'CS-1',
      event: 'connect',
      protocol: 'ocpp1.6',
    });
    bench.take({ kind: 'frame', receivedAt: T0, station: 'CS-1', direction: 'from_station', frame });
    expect(bench.sample('ev_evse_temperature_celsius', 'station="CS-1",evse="1",connector="1"')).toBe(61.5);
    expect(bench.sample('ev_evse_voltage_volts')).toBe(399);
  });
});

describe('a link', () => {
  it('tells its state, quality and session', () => {
    const bench = new Bench();
    bench.take(arrival(0, router, condition('link_up', true)), arrival(0, router, reading('rsrp_dbm', -101)));
    bench.take(
      arrival(0, router, condition('data_session', false)),
      arrival(0, router, reading('latency_seconds', 0.2)),
    );
    expect(bench.sample('ev_link_up', 'site="depot",link="RUT-1",kind="router"')).toBe(1);
    expect(bench.sample('ev_link_rsrp_dbm')).toBe(-101);
    expect(bench.sample('ev_link_data_session_up')).toBe(0);
    expect(bench.sample('ev_link_latency_seconds')).toBe(0.2);
    expect(bench.sample('ev_link_drops_total')).toBe(0);
  });

  it('counts each drop once, told by its state, by its uptime, or by both', () => {
    const bench = new Bench();
    const up = (seconds: number, holds: boolean): void =>
      void bench.take(arrival(seconds, router, condition('link_up', holds)));
    const uptime = (seconds: number, value: number): void =>
      void bench.take(arrival(seconds, router, reading('uptime_seconds', value)));
    up(0, true);
    uptime(0, 5_000);
    up(10, false);
    up(11, false);
    up(20, true);
    expect(bench.sample('ev_link_drops_total')).toBe(1);
    up(30, false);
    up(40, true);
    expect(bench.sample('ev_link_drops_total')).toBe(2);
    uptime(60, 5_060);
    // Restarted while nobody asked for its state.
    uptime(600, 100);
    expect(bench.sample('ev_link_drops_total')).toBe(3);
    uptime(660, 159);
    // The state tells of the restart before the uptime does.
    up(700, false);
    up(760, true);
    uptime(780, 40);
    expect(bench.sample('ev_link_drops_total')).toBe(4);
  });

  it('counts bytes over restarts of its registers, and not what cannot be', () => {
    const bench = new Bench();
    const received = (seconds: number, value: number, observed = seconds): void =>
      void bench.take(arrival(seconds, router, reading('received_bytes', value), { observed }));
    received(0, 1_000_000);
    received(60, 1_500_000);
    received(61, 1_500_000, 60);
    received(62, 1_200_000, 30);
    expect(bench.sample('ev_link_bytes_total', 'direction="received"')).toBe(500_000);
    received(120, 40_000);
    expect(bench.sample('ev_link_bytes_total', 'direction="received"')).toBe(540_000);
    received(180, 1e15);
    received(240, 1e15 + 5);
    expect(bench.sample('ev_link_bytes_total', 'direction="received"')).toBe(540_005);
  });

  it('whose state is told by events keeps it until the next', () => {
    const bench = new Bench();
    const sim = { of: 'link', link: 'SIM-2' } as const;
    bench.take(
      arrival(0, sim, condition('data_session', true), { event: 'e1' }),
      arrival(0, sim, reading('rsrp_dbm', -90)),
    );
    bench.tick(86_400);
    expect(bench.sample('ev_link_data_session_up', 'station="CS-2",link="SIM-2",kind="sim"')).toBe(1);
    expect(bench.sample('ev_link_rsrp_dbm')).toBeUndefined();
  });
});

describe('a payment terminal', () => {
  it('is up while it is heard of, and down once it is silent or said to be offline', () => {
    const bench = new Bench();
    bench.take(arrival(0, terminal, condition('terminal_up', true)));
    expect(bench.sample('ev_payment_terminal_up', 'site="depot",station="CS-1",terminal="PT-1"')).toBe(1);
    bench.tick(15 * MINUTE);
    expect(bench.sample('ev_payment_terminal_up')).toBe(0);
    bench.take(arrival(16 * MINUTE, terminal, { kind: 'payment', phase: 'started' }, { event: 'p1' }));
    expect(bench.sample('ev_payment_terminal_up')).toBe(1);
    bench.take(
      arrival(17 * MINUTE, terminal, { kind: 'payment', phase: 'terminal_offline' }, { event: 'p2' }),
    );
    expect(bench.sample('ev_payment_terminal_up')).toBe(0);
  });

  it('is down while its reader fails, although it is heard of', () => {
    const bench = new Bench();
    const reader = (minutes: number, active: boolean, observed = minutes): Outcome[] =>
      bench.take(
        arrival(
          minutes * MINUTE,
          terminal,
          { kind: 'problem', code: 'ReaderFailure', active },
          { observed: observed * MINUTE },
        ),
      );
    reader(0, false);
    expect(bench.sample('ev_payment_terminal_up')).toBeUndefined();
    bench.take(arrival(MINUTE, terminal, condition('terminal_up', true)));
    expect(bench.sample('ev_payment_terminal_up')).toBe(1);
    reader(2, true);
    bench.take(arrival(3 * MINUTE, terminal, condition('terminal_up', true)));
    expect(bench.sample('ev_payment_terminal_up')).toBe(0);
    reader(4, false, 1);
    expect(bench.sample('ev_payment_terminal_up')).toBe(0);
    reader(5, false);
    expect(bench.sample('ev_payment_terminal_up')).toBe(1);
    const paper = { kind: 'problem', code: 'Paper', active: true } as const;
    expect(bench.result(arrival(6 * MINUTE, terminal, paper))).toBe('not_used');
  });

  it('counts each payment once', () => {
    const bench = new Bench();
    for (const event of ['p1', 'p1', 'p2'])
      bench.take(arrival(0, terminal, { kind: 'payment', phase: 'declined' }, { event }));
    expect(bench.sample('ev_payment_events_total', 'result="declined"')).toBe(2);
    expect(bench.sample('ev_payment_events_total', 'result="authorized"')).toBe(0);
  });
});

describe('the power of a site', () => {
  it('is told by feeder and phase', () => {
    const bench = new Bench();
    bench.take(
      arrival(0, feeder, reading('voltage_volts', 207, '', 'L2')),
      arrival(0, feeder, condition('breaker_closed', false)),
    );
    bench.take(arrival(0, { of: 'site', site: 'depot', feeder: null }, condition('grid_present', true)));
    expect(bench.sample('ev_site_voltage_volts', 'feeder="F1",phase="L2"')).toBe(207);
    expect(bench.sample('ev_site_breaker_closed', 'site="depot",feeder="F1"')).toBe(0);
    expect(bench.sample('ev_site_grid_present', '{site="depot"}')).toBe(1);
  });
});

describe('a snapshot', () => {
  it('goes on as if nothing had happened', () => {
    const whole = createTracker({ inventory: FIELD });
    let cut = createTracker({ inventory: FIELD });
    const arrivals: Arrival[] = [0, 300, 900, 1_500, 2_400].flatMap((seconds): Arrival[] => [
      arrival(seconds, evseOf('CS-1', 1), reading('power_watts', seconds)),
      arrival(seconds, router, condition('link_up', seconds % 600 === 0)),
      arrival(seconds, router, reading('sent_bytes', seconds * 10)),
      arrival(seconds, terminal, { kind: 'payment', phase: 'authorized' }, { event: `p${seconds % 900}` }),
      { kind: 'tick', receivedAt: T0 + (seconds + 1) * 1_000 },
    ]);
    arrivals.push({ kind: 'tick', receivedAt: T0 + 86_400_000 });
    for (const each of arrivals) {
      expect(cut.apply(each)).toEqual(whole.apply(each));
      cut = createTracker({ inventory: FIELD }, cut.snapshot());
    }
  });
});
