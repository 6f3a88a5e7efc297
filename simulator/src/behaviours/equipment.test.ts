import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { scenario, simulate, type Outcome, type TruthLine } from '../testing/run.ts';

interface Seen {
  readonly at: number;
  readonly subject: string;
  readonly what: string;
  readonly value: number;
}

const text = readFileSync(join(import.meta.dirname, '../../scenarios/equipment.yaml'), 'utf8');
let run: Outcome;
let seen: Seen[];

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function seenIn(line: string): Seen[] {
  const { receivedAt, telemetry } = record(JSON.parse(line));
  const { subject, observation } = record(telemetry);
  if (telemetry === undefined) return [];
  const { station, evse, link, terminal, site } = record(subject);
  const { kind, quantity, value, condition, holds, location, phase, phase: word } = record(observation);
  const about = [station ?? link ?? terminal ?? site, ...(evse === null || evse === undefined ? [] : [evse])];
  const what =
    kind === 'reading'
      ? [quantity, location, phase].filter((part) => part !== '').join(' ')
      : (condition ?? word);
  return [
    {
      at: Date.parse(String(receivedAt)),
      subject: about.join('/'),
      what: String(what),
      value: typeof value === 'number' ? value : Number(holds === true),
    },
  ];
}

const start = Date.parse('2026-10-01T00:00:00Z');
const within = (subject: string, what: string, from: number, to: number): number[] =>
  seen
    .filter((one) => one.subject === subject && one.what === what)
    .filter(({ at }) => at >= start + from * 86_400_000 && at < start + to * 86_400_000)
    .map(({ value }) => value);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const fault = (behaviour: string): TruthLine => {
  const found = run.faults.find((line) => line['behaviour'] === behaviour && line['everyday'] === false);
  if (found === undefined) throw new Error(`no ${behaviour} in the truth`);
  return found;
};

beforeAll(() => {
  run = simulate(scenario(text));
  seen = run.log.flatMap(seenIn);
}, 300_000);

describe('telemetry', () => {
  it('is written in order of time with everything else', () => {
    const times = run.lines.map(({ receivedAt }) => receivedAt);
    expect(times).toEqual([...times].sort());
  });

  it('shows voltage sinking at one EVSE and not at its neighbour', () => {
    const before = mean(within('QUAY-02/1', 'voltage_volts L1', 1, 4));
    expect(mean(within('QUAY-02/1', 'voltage_volts L1', 10.3, 13)) / before).toBeLessThan(0.88);
    expect(mean(within('QUAY-02/2', 'voltage_volts L1', 10.3, 13)) / before).toBeGreaterThan(0.97);
  });

  it('shows insulation falling by decades', () => {
    const [before, after] = [
      within('RING-03/2', 'isolation_ohms', 0, 4),
      within('RING-03/2', 'isolation_ohms', 9.8, 12),
    ];
    expect(mean(before)).toBeGreaterThan(4e6);
    if (after.length > 0) expect(mean(after)).toBeLessThan(2e5);
  });

  it('shows a connector that gets hotter than its neighbour', () => {
    const hottest = (evse: number): number =>
      Math.max(...within(`RING-02/${evse}`, 'temperature_celsius connector', 6, 9));
    expect(hottest(1)).toBeGreaterThan(hottest(2) + 15);
  });

  it('shows a radio that fades', () => {
    const of = (from: number, to: number): number => mean(within('QUAY-01-sim', 'rsrp_dbm', from, to));
    expect(of(9, 12)).toBeLessThan(of(0, 4) - 20);
  });

  it.each([
    ['ring-router', 'link_up', 1.05, 1.15, 0],
    ['ring-router', 'link_up', 2.05, 2.15, 0],
    ['ring-sim', 'data_session', 2.05, 2.15, 1],
    ['ring-router', 'link_up', 3.05, 3.15, 1],
    ['ring-sim', 'data_session', 3.05, 3.15, 0],
    ['quay', 'breaker_closed', 3.05, 3.15, 0],
    ['quay', 'grid_present', 3.05, 3.15, 1],
  ])('tells of %s that %s from day %d to %d: %d', (subject, what, from, to, value) => {
    const values = within(subject, what, from, to);
    expect(values.length).toBeGreaterThan(5);
    expect(new Set(values)).toEqual(new Set([value]));
  });

  it('shows a phase that is gone, and terminals that fall silent or decline', () => {
    expect(mean(within('quay', 'voltage_volts L2', 5.1, 5.9))).toBeLessThan(20);
    expect(within('RING-05-terminal', 'terminal_up', 6.05, 6.95)).toEqual([]);
    const declined = within('RING-01-terminal', 'declined', 8, 8.5).length;
    expect(declined).toBeGreaterThan(within('RING-01-terminal', 'authorized', 8, 8.5).length);
  });
});

describe('what comes gradually', () => {
  it.each(['slowing-starts', 'connector-heating', 'isolation-decline', 'power-fading', 'voltage-drift'])(
    'fails its first driver well after it began: %s',
    (behaviour) => {
      const { start: began, first_failed_flow: first, ramp_days: ramp } = fault(behaviour);
      const days = (Date.parse(String(first)) - Date.parse(String(began))) / 86_400_000;
      expect(ramp).toBe(6);
      expect(days).toBeGreaterThan(1);
      expect(days).toBeLessThan(8);
    },
  );

  it('tells of it as the scenario wants: not at all, in general, or wrongly', () => {
    const spoken = (station: string): string[] =>
      run.lines
        .filter((line) => line.station === station)
        .flatMap(({ frame }) => /"errorCode":"(\w+)"/.exec(JSON.stringify(frame ?? ''))?.[1] ?? []);
    expect(spoken('RING-04')).toContain('ReaderFailure');
    expect(spoken('RING-03')).toContain('OtherError');
    expect(fault('connector-heating')['code']).toBe('none');
    expect(fault('slowing-starts')['code']).toBe('none');
  });
});

describe('a decoy', () => {
  it.each(['grid-dip', 'network-drop', 'planned-work', 'busy-day', 'quiet-day'])(
    'is told as one: %s',
    (name) => {
      expect(fault(name)['decoy']).toBe(true);
    },
  );
});
