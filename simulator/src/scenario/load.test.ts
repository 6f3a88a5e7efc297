import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadScenario } from './load.ts';

const folder = join(import.meta.dirname, '../../scenarios');

const good = `seed: 1
start: 2026-10-05T00:00:00Z
days: 1
sites:
  - id: yard
    time_zone: UTC
    latitude: 1
    longitude: 2
    stations:
      - { vendor: V, model: M, firmware: "1", protocol: ocpp1.6, power: DC, watts: 50000 }
`;

const errorsOf = (text: string): readonly string[] => {
  const loaded = loadScenario(text, 'x.yaml');
  return loaded.ok ? [] : loaded.errors;
};

describe('a scenario file', () => {
  it.each(readdirSync(folder))('is right as committed: %s', (file) => {
    expect(loadScenario(readFileSync(join(folder, file), 'utf8'), file)).toMatchObject({ ok: true });
  });

  it('has every error named at once, with file, line, path and fix', () => {
    const errors = errorsOf(
      good.replace('time_zone: UTC', 'time_zone: Mars/Olympus').replace('days: 1', 'days: none'),
    );
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatch(/^x\.yaml:3: days: /);
    expect(errors[1]).toBe('x.yaml:6: sites.0.time_zone: use an IANA time zone such as Europe/Stockholm');
  });

  it('names the behaviours that there are when one is unknown', () => {
    const [error] = errorsOf(`${good}behaviours:\n  - { behaviour: gremlins }\n`);
    expect(error).toMatch(
      /^x\.yaml:12: behaviours\.0\.behaviour: no behaviour "gremlins"; use one of: .*ground-fault/,
    );
  });

  it('is told where YAML itself is broken', () => {
    expect(errorsOf('seed: [1\n')[0]).toMatch(/^x\.yaml:\d+: /);
  });

  it('takes times after the start', () => {
    const loaded = loadScenario(
      `${good}behaviours:\n  - { behaviour: reboot, when: { from: +1.5d } }\n`,
      'x.yaml',
    );
    expect(loaded.ok && loaded.scenario.behaviours[0]?.when.from).toEqual({
      at: 129_600_000,
      relative: true,
    });
  });
});
