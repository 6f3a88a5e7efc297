import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { callsOf, scenario, simulate } from '../testing/run.ts';
import type { LogLine, Outcome } from '../testing/run.ts';
import { BACKGROUND } from './background.ts';
import { BEHAVIOURS } from './index.ts';

const fleet = (
  behaviour: string,
  when = 'persistent: true',
  protocol = 'ocpp1.6',
  drivers = '',
  power = 'DC',
): Outcome =>
  simulate(
    scenario(`seed: 3
start: 2026-10-05T00:00:00Z
days: 1
background: 0
drivers: { abandon_share: 0, refused_share: 0${drivers} }
sites:
  - { id: yard, time_zone: UTC, latitude: 1, longitude: 2, profile: highway, demand: 16, stations: [
      { count: 3, vendor: V, model: M, firmware: 1.0.0, protocol: ${protocol}, power: ${power}, watts: 150000, evses: 2 }] }
behaviours:
  - { behaviour: ${behaviour}, when: { ${when} } }
`),
  );

const withBehaviour = (run: Outcome, name: string) =>
  run.flows.filter(
    (flow) => JSON.stringify(flow['behaviours']).includes(`"${name}"`) && flow['open'] !== true,
  );
const says = (lines: readonly LogLine[], pattern: RegExp): number =>
  lines.filter((line) => pattern.test(JSON.stringify(line.frame ?? ''))).length;
const boots = (run: Outcome): number => callsOf(run.lines, 'BootNotification').length;

describe('the folder of behaviours', () => {
  it('is wholly in the registry, and every file is a behaviour', () => {
    const apart = new Set([
      'index.ts',
      'behaviour.ts',
      'background.ts',
      'equipment-fault.ts',
      'wearing.ts',
      'equipment.test.ts',
      'behaviours.test.ts',
      'messy.test.ts',
      'people.test.ts',
    ]);
    const index = readFileSync(join(import.meta.dirname, 'index.ts'), 'utf8');
    const missing = readdirSync(import.meta.dirname).filter(
      (file) => !apart.has(file) && !index.includes(`'./${file}'`),
    );
    expect(missing).toEqual([]);
    expect(BEHAVIOURS.size).toBeGreaterThanOrEqual(20);
  });

  it('is wholly at work in the scenarios of all that is said and of all that telemetry shows', () => {
    const all = ['truth-all', 'equipment']
      .map((name) => readFileSync(join(import.meta.dirname, `../../scenarios/${name}.yaml`), 'utf8'))
      .join('\n');
    const named = new Set([...all.matchAll(/behaviour: ([\w-]+)/g)].map((match) => match[1]));
    for (const [name] of BACKGROUND) named.add(name);
    expect([...BEHAVIOURS.keys()].filter((name) => !named.has(name))).toEqual([]);
  });

  it('has every everyday fault', () => {
    expect(BACKGROUND.filter(([name]) => !BEHAVIOURS.has(name))).toEqual([]);
  });
});

describe('a fault of equipment', () => {
  it.each([
    ['slac-failure', 'ocpp1.6', 'ev_communication_error', 'handshake', /EVCommunicationError/],
    ['slac-failure', 'ocpp2.0.1', 'ev_communication_error', 'handshake', /CPPWMController/],
    ['cable-check-failure', 'ocpp1.6', 'cable_check_failed', 'handshake', /"Faulted".*"CX011"/],
    ['cable-check-failure', 'ocpp2.0.1', 'cable_check_failed', 'handshake', /"techCode":"CX011"/],
    ['connector-lock-failure', 'ocpp1.6', 'connector_lock_failed', 'handshake', /ConnectorLockFailure/],
    ['vehicle-handshake', 'ocpp1.6', 'ev_communication_error', 'handshake', /EVCommunicationError/],
    ['handshake-timeout', 'ocpp1.6', 'no_energy', 'handshake', /"reason":"Other"/],
    ['silent-no-charge', 'ocpp1.6', 'no_energy', 'handshake', /"reason":"Local"/],
    ['ground-fault', 'ocpp1.6', 'ground_fault', 'energy', /"GroundFailure"/],
    ['ground-fault', 'ocpp2.0.1', 'ground_fault', 'energy', /"stoppedReason":"GroundFault"/],
    ['isolation-fault', 'ocpp1.6', 'isolation_fault', 'energy', /"CX022"/],
    ['over-temperature', 'ocpp2.0.1', 'over_temperature', 'energy', /"CX019"/],
  ])('shows on the wire and in the truth: %s over %s', (name, protocol, reason, stage, wire) => {
    const run = fleet(name, 'persistent: true', protocol);
    const struck = withBehaviour(run, name);
    expect(struck.length).toBeGreaterThan(10);
    const right = struck.filter((flow) => flow['reason'] === reason && flow['failed_stage'] === stage);
    expect(right.length / struck.length).toBeGreaterThan(0.6);
    expect(says(run.lines, wire)).toBeGreaterThan(5);
    expect(run.faults.length).toBeGreaterThan(0);
  });

  it('of the ground clears after exactly 300 seconds, by a timer', () => {
    const run = fleet('ground-fault', 'rate: 0.3');
    const statuses = callsOf(run.lines, 'StatusNotification');
    const spans = statuses.flatMap((status, index) => {
      if (status['status'] !== 'Faulted') return [];
      const next = statuses
        .slice(index + 1)
        .find((later) => later['connectorId'] === status['connectorId'] && later['status'] !== 'Faulted');
      return next === undefined
        ? []
        : [Date.parse(String(next['timestamp'])) - Date.parse(String(status['timestamp']))];
    });
    expect(spans.filter((ms) => Math.abs(ms - 300_000) < 5).length).toBeGreaterThan(0);
  });
});

describe('a fault of the car', () => {
  it('goes with the car wherever it charges, and other cars charge there', () => {
    const run = fleet('vehicle-handshake', 'rate: 0.2');
    const struck = withBehaviour(run, 'vehicle-handshake');
    const cars = new Set(struck.map((flow) => flow['identity']));
    expect(cars.size).toBeGreaterThan(5);
    const charged = run.flows.filter((flow) => flow['outcome'] === 'success' && cars.has(flow['identity']));
    expect(charged).toEqual([]);
    const several = [...cars].filter((car) => {
      const at = struck.filter((flow) => flow['identity'] === car);
      return new Set(at.map((flow) => `${String(flow['station'])} ${String(flow['evse'])}`)).size > 1;
    });
    expect(several.length).toBeGreaterThan(2);
  });
});

describe('a behaviour of the station', () => {
  it('missing-stop: transactions begin and never end, and nobody knows', () => {
    const run = fleet('missing-stop');
    expect(callsOf(run.lines, 'StartTransaction').length).toBeGreaterThan(20);
    expect(callsOf(run.lines, 'StopTransaction')).toEqual([]);
    expect(run.flows.filter((flow) => flow['outcome'] === 'unknown').length).toBeGreaterThan(20);
  });

  it('start-swallowed: credentials are accepted, no transaction begins', () => {
    const run = fleet('start-swallowed');
    expect(callsOf(run.lines, 'Authorize').length).toBeGreaterThan(20);
    expect(callsOf(run.lines, 'StartTransaction')).toEqual([]);
    expect(run.flows.filter((flow) => flow['failed_stage'] === 'start').length).toBeGreaterThan(20);
  });

  it('remote-start-lost: the remote start is accepted and nothing follows', () => {
    const run = fleet(
      'remote-start-lost',
      'persistent: true',
      'ocpp2.0.1',
      ', app: 1, plug_first: 0, tap_first: 0',
    );
    expect(callsOf(run.lines, 'RequestStartTransaction').length).toBeGreaterThan(20);
    expect(says(run.lines, /"remoteStartId":\d+.*TransactionEvent|TransactionEvent.*"remoteStartId"/)).toBe(
      0,
    );
    expect(withBehaviour(run, 'remote-start-lost').every((flow) => flow['failed_stage'] === 'start')).toBe(
      true,
    );
  });

  it('reader-dead: no card reaches the CPMS, some drivers take the app, some walk away', () => {
    const run = fleet('reader-dead');
    expect(callsOf(run.lines, 'Authorize')).toEqual([]);
    expect(callsOf(run.lines, 'RemoteStartTransaction').length).toBeGreaterThan(5);
    expect(run.truth.filter((line) => line.includes('"walk_away"')).length).toBeGreaterThan(0);
  });

  it('emergency-stop: every EVSE faults, what ran is interrupted', () => {
    const run = fleet('emergency-stop', 'rate: 6');
    expect(says(run.lines, /"CX008"/)).toBeGreaterThan(2);
    expect(withBehaviour(run, 'emergency-stop').some((flow) => flow['outcome'] === 'interrupted')).toBe(true);
  });

  it('boot-loop: boots follow each other within minutes', () => {
    expect(boots(fleet('boot-loop', 'from: +8h, to: +10h'))).toBeGreaterThan(3 * 10);
  });

  it('status-replay: an old fault is told again after a boot, with its old time', () => {
    const run = fleet('status-replay', 'rate: 8');
    const old = callsOf(run.lines, 'StatusNotification').filter(
      ({ status, timestamp }) => status === 'Faulted' && String(timestamp) < '2026-10-05T23',
    );
    expect(old.length).toBeGreaterThan(0);
    expect(run.flows.filter((flow) => flow['outcome'] === 'failed')).toEqual([]);
  });

  it('firmware-regression: new version, FirmwareStatusNotification, and starts that fail for the firmware', () => {
    const run = fleet('firmware-regression', 'from: +2h, persistent: true');
    expect(says(run.lines, /"firmwareVersion":"1.0.1"/)).toBe(3);
    expect(says(run.lines, /FirmwareStatusNotification.*Installed/)).toBe(3);
    const blamed = run.flows.filter((flow) => flow['attribution'] === 'firmware');
    expect(blamed.length).toBeGreaterThan(10);
  });
});

describe('a restart', () => {
  it('reboot: what ran is over, told after the boot with the time at which it ended', () => {
    const run = fleet('reboot', 'rate: 10');
    expect(boots(run)).toBeGreaterThan(15);
    const stops = callsOf(run.lines, 'StopTransaction').filter((stop) => stop['reason'] === 'Reboot');
    expect(stops.length).toBeGreaterThan(3);
    expect(
      withBehaviour(run, 'reboot').some(
        (flow) => flow['outcome'] === 'interrupted' && flow['reason'] === 'reboot',
      ),
    ).toBe(true);
  });

  it('reboot-resume: what ran goes on under its id', () => {
    const run = fleet('reboot-resume', 'rate: 10');
    expect(boots(run)).toBeGreaterThan(15);
    expect(callsOf(run.lines, 'StopTransaction').filter((stop) => stop['reason'] === 'Reboot')).toEqual([]);
    const touched = withBehaviour(run, 'reboot-resume');
    expect(touched.filter((flow) => flow['outcome'] === 'success').length).toBeGreaterThan(
      touched.length / 2,
    );
  });

  it('site-power-loss: all stations go within a second, boot later, and say PowerLoss', () => {
    const run = fleet('site-power-loss', 'from: +12h, to: +12.5h');
    const gone = run.lines.filter((line) => line.event === 'disconnect');
    expect(gone).toHaveLength(3);
    expect(gone.every((line) => line.receivedAt.startsWith('2026-10-05T12:00:00'))).toBe(true);
    expect(boots(run)).toBe(6);
    const lost = withBehaviour(run, 'site-power-loss');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.every((flow) => flow['attribution'] === 'site')).toBe(true);
  });
});

describe('a behaviour whose time is over when the fleet starts', () => {
  it.each(['site-power-loss', 'handshake-timeout'])('%s: has no part in the truth', (behaviour) => {
    const run = fleet(behaviour, 'from: 2026-10-03T00:00:00Z, to: 2026-10-04T00:00:00Z');
    expect(run.faults).toEqual([]);
    expect(withBehaviour(run, behaviour)).toEqual([]);
  });
});

describe('a behaviour of the network', () => {
  it('station-offline: transactions are replayed later with their old times, and still succeed', () => {
    const run = fleet('station-offline', 'from: +9h, to: +15h');
    const late = run.lines.filter(({ receivedAt, frame }) => {
      const stop =
        frame?.[2] === 'StopTransaction'
          ? /"timestamp":"([^"]+)"/.exec(JSON.stringify(frame[3]))?.[1]
          : undefined;
      return stop !== undefined && Date.parse(receivedAt) - Date.parse(stop) > 600_000;
    });
    expect(late.length).toBeGreaterThan(5);
    const during = run.flows.filter(
      (flow) =>
        String(flow['start']) > '2026-10-05T09:30' &&
        String(flow['end']) < '2026-10-05T14:30' &&
        flow['start'] !== null,
    );
    expect(during.filter((flow) => flow['outcome'] === 'success').length).toBeGreaterThan(5);
  });

  it('queue-lost: what ended meanwhile is never told, and nobody can know', () => {
    const run = fleet('queue-lost', 'from: +9h, to: +15h');
    const ended = run.flows.filter(
      (flow) =>
        String(flow['start']) > '2026-10-05T09:05' &&
        String(flow['end']) < '2026-10-05T14:55' &&
        flow['open'] !== true,
    );
    expect(ended.length).toBeGreaterThan(5);
    expect(ended.every((flow) => flow['outcome'] === 'unknown')).toBe(true);
  });

  it('flapping-link: many short disconnections, charges go on', () => {
    const run = fleet('flapping-link');
    expect(run.lines.filter((line) => line.event === 'disconnect').length).toBeGreaterThan(100);
    expect(run.flows.filter((flow) => flow['outcome'] === 'success').length).toBeGreaterThan(
      run.flows.length * 0.7,
    );
  });
});

describe('load management', () => {
  it.each(['ocpp1.6', 'ocpp2.0.1'])(
    'managed-charging: a limit of 0 W suspends and is no failure, over %s',
    (protocol) => {
      const run = fleet('managed-charging', 'rate: 12', protocol, '', 'AC');
      expect(callsOf(run.lines, 'SetChargingProfile').length).toBeGreaterThan(3);
      expect(says(run.lines, /"SuspendedEVSE"/)).toBeGreaterThan(3);
      expect(
        run.flows
          .filter((flow) => flow['outcome'] === 'failed' || flow['outcome'] === 'interrupted')
          .filter((flow) => flow['open'] !== true),
      ).toEqual([]);
    },
  );
});

describe('a behaviour of the backend', () => {
  it('backend-auth-stalled: authorisations get no answer, and the backend is to blame', () => {
    const run = fleet('backend-auth-stalled', 'from: +10h, to: +14h', 'ocpp2.0.1');
    const blamed = run.flows.filter((flow) => flow['reason'] === 'authorize_unanswered');
    expect(blamed.length).toBeGreaterThan(3);
    expect(blamed.every((flow) => flow['outcome'] === 'failed' && flow['attribution'] === 'backend')).toBe(
      true,
    );
  });

  it('backend-auth-errors: authorisations get a CALLERROR', () => {
    const run = fleet('backend-auth-errors', 'from: +10h, to: +14h');
    expect(run.lines.filter((line) => line.frame?.[0] === 4).length).toBeGreaterThan(3);
    expect(run.flows.some((flow) => flow['reason'] === 'authorize_error')).toBe(true);
  });

  it('backend-slow: answers take seconds, and charges still begin', () => {
    const run = fleet('backend-slow');
    expect(run.flows.filter((flow) => flow['outcome'] === 'success').length).toBeGreaterThan(
      run.flows.length * 0.8,
    );
  });
});
