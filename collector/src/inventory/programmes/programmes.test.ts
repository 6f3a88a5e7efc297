import { describe, expect, it } from '@jest/globals';
import { formatSourceError } from '../../config/source-error.ts';
import { appliesTo, meetsRequirement, minimumPowerOf } from './programme.ts';
import { parseProgrammes, readProgrammes } from './programmes.ts';

const shipped = () => {
  const read = readProgrammes();
  if (!read.ok) throw new Error(read.error.map(formatSourceError).join('\n'));
  return read.value;
};

const OWN = `own:
  name: Ours
  source: a contract
  required: { at_least: 0.95 }
  average_of: port
  window: calendar_year
  closed_hours: excluded
  up: [available, occupied, charging, suspended_ev, suspended_evse, finishing, reserved]
  down: [unavailable, faulted, unknown]
`;
const problems = (text: string): readonly string[] => {
  const read = parseProgrammes('own.yaml', text);
  return read.ok ? [] : read.error.map(formatSourceError);
};

describe('the programmes that ship', () => {
  it('are NEVI, California and the UK, with what they ask for', () => {
    expect([...shipped().values()].map(({ id, required, window }) => [id, required.share, window])).toEqual([
      ['nevi', 0.97, 'rolling_12_months'],
      ['cec', 0.97, 'rolling_12_months'],
      ['uk', 0.99, 'calendar_year'],
    ]);
  });

  it('ask NEVI ports for more than 97 %, Californian ones for 97 %', () => {
    const [nevi, cec] = [...shipped().values()];
    expect(meetsRequirement(nevi!, 0.97)).toBe(false);
    expect(meetsRequirement(cec!, 0.97)).toBe(true);
  });

  it('cap what California caps', () => {
    expect(shipped().get('cec')?.exclusions).toEqual([
      { kind: 'utility_interruption', cap: null },
      { kind: 'natural_disaster', cap: null },
      { kind: 'vandalism', cap: { milliseconds: 10 * 86_400_000, per: 'incident' } },
      { kind: 'scheduled_maintenance', cap: { milliseconds: 72 * 3_600_000, per: 'year' } },
    ]);
  });

  it('hold no contact against a NEVI port and not against a British one, whose figure is an estimate', () => {
    const { nevi, uk } = Object.fromEntries(shipped());
    expect([nevi?.conditions.unknown, uk?.conditions.unknown]).toEqual(['down', 'ineligible']);
    expect([nevi?.estimate, typeof uk?.estimate]).toEqual([null, 'string']);
  });

  it('ask NEVI ports for the power that vehicles ask for, where they are rated for as much', () => {
    const { nevi, cec, uk } = Object.fromEntries(shipped());
    const of = (powerType: 'AC' | 'DC' | null, ratedW: number | null, programme = nevi) =>
      minimumPowerOf(programme, { powerType, ratedW });
    expect([of('DC', 350_000), of('DC', 150_000), of('DC', 50_000), of('AC', 11_000)]).toEqual([
      150_000,
      150_000,
      null,
      6_000,
    ]);
    expect([of('DC', null), of(null, 350_000), of('DC', 350_000, cec), of('DC', 350_000, uk)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([nevi?.incapable, cec?.incapable, uk?.incapable]).toEqual(['down', 'down', 'up']);
  });

  it('apply by current and rated power, where these are known', () => {
    const { nevi, cec, uk } = Object.fromEntries(shipped());
    const port = { powerType: 'DC' as const, ratedW: 50_000 };
    expect([nevi, cec, uk].map((programme) => appliesTo(programme!, port))).toEqual([true, true, true]);
    expect(appliesTo(uk!, { ...port, ratedW: 49_999 })).toBe(false);
    expect(appliesTo(uk!, { ...port, ratedW: null })).toBeNull();
    expect(appliesTo(cec!, { ...port, powerType: 'AC' })).toBe(false);
    expect(appliesTo(cec!, { ...port, powerType: null })).toBeNull();
  });
});

describe('a file of programmes', () => {
  it('is read', () => {
    expect(problems(OWN)).toEqual([]);
  });

  it.each([
    [
      'down: [unavailable, faulted, unknown]',
      'down: [unavailable, faulted]',
      'own.yaml:1:1: own: nothing says what `unknown` counts as. Fix: add unknown to up, down or ineligible',
    ],
    [
      'down: [unavailable, faulted, unknown]',
      'down: [unavailable, faulted, unknown, reserved]',
      'own.yaml:9:41: own.down[3]: `reserved` is given twice. Fix: keep one of the two',
    ],
    ['faulted, unknown', 'broken, unknown', 'own.yaml:9:23: own.down[1]: must be one of'],
    [
      'window: calendar_year',
      'window: calender_year',
      'own.yaml:6:11: own.window: must be one of rolling_12_months, calendar_year',
    ],
    ['at_least: 0.95', 'at_least: 95', 'own.yaml:4'],
    [
      'closed_hours: excluded',
      'closedhours: excluded',
      'own.yaml:7:3: own.closedhours: is not a known key. Fix:',
    ],
    [
      'name: Ours\n',
      'name: Ours\n  exclusions: [{ kind: vandalism }, { kind: vandalism }]\n',
      '`vandalism` is given twice',
    ],
    [
      'name: Ours\n',
      'name: Ours\n  exclusions: [{ kind: vandalism, at_most: { days: 1, hours: 2, per: year } }]\n',
      'write days or hours',
    ],
    ['name: Ours\n', 'name: [Ours\n', 'Fix: correct the YAML'],
  ])('with %j written %j is refused with line and fix', (good, bad, problem) => {
    expect(problems(OWN.replace(good, bad)).join('\n')).toContain(problem);
  });

  it('that is not there is said to be missing', () => {
    const read = readProgrammes('/nowhere/own.yaml');
    expect(read.ok ? '' : read.error.map(formatSourceError).join()).toContain(
      '/nowhere/own.yaml:1:1: cannot be read',
    );
  });
});
