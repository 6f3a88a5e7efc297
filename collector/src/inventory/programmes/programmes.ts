import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { schemaProblems } from '../../config/schema-problems.ts';
import { formatSourceError, type SourceError, type SourceProblem } from '../../config/source-error.ts';
import { parseYaml } from '../../config/yaml-source.ts';
import { CONNECTOR_STATES, type ConnectorState } from '../../model/availability.ts';
import { EXCLUSION_KINDS } from '../../model/exclusion.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import {
  PORT_CONDITIONS,
  type ExclusionCap,
  type PortCondition,
  type UptimeRules,
} from '../../model/uptime.ts';
import type { UptimeProgramme } from './programme.ts';

const STATES = CONNECTOR_STATES.filter((state) => state !== 'unobserved');
const states = z.array(z.enum(STATES)).prefault([]);
const share = z.number().gt(0).max(1);

const programme = z.strictObject({
  name: z.string().min(1).max(200),
  source: z.string().min(1).max(200),
  required: z.union([z.strictObject({ above: share }), z.strictObject({ at_least: share })]),
  average_of: z.enum(['port', 'network']),
  window: z.enum(['rolling_12_months', 'calendar_year']),
  applies_to: z
    .strictObject({
      power_type: z.enum(['AC', 'DC']).optional(),
      from_watts: z.number().min(0).optional(),
    })
    .prefault({}),
  closed_hours: z.enum(['excluded', 'not_counted']),
  incapable: z.enum(['down', 'up']).prefault('down'),
  minimum_power: z
    .strictObject({ ac_watts: z.number().gt(0).optional(), dc_watts: z.number().gt(0).optional() })
    .prefault({}),
  up: states,
  down: states,
  ineligible: states,
  exclusions: z
    .array(
      z.strictObject({
        kind: z.enum(EXCLUSION_KINDS),
        at_most: z
          .strictObject({
            days: z.number().gt(0).optional(),
            hours: z.number().gt(0).optional(),
            per: z.enum(['incident', 'year']),
          })
          .refine(({ days, hours }) => (days === undefined) !== (hours === undefined), 'write days or hours')
          .optional(),
      }),
    )
    .prefault([]),
  estimate: z.string().min(1).max(300).optional(),
});
const schema = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), programme);

type Written = z.output<typeof programme>;

/** What the schema of one entry cannot tell: each state exactly once, each kind at most once. */
const problemsOf = (id: string, written: Written): readonly SourceProblem[] => {
  const places = PORT_CONDITIONS.flatMap((condition) =>
    written[condition].map((state, index) => ({ state, path: [id, condition, index] })),
  );
  const twice = places
    .filter(({ state }, index) => places.findIndex((place) => place.state === state) < index)
    .map(({ state, path }) => ({ path, problem: `\`${state}\` is given twice`, fix: 'keep one of the two' }));
  const missing = STATES.filter((state) => places.every((place) => place.state !== state)).map((state) => ({
    path: [id],
    atKey: true,
    problem: `nothing says what \`${state}\` counts as`,
    fix: `add ${state} to up, down or ineligible`,
  }));
  const kinds = written.exclusions.map(({ kind }) => kind);
  const repeated = kinds.flatMap((kind, index) =>
    kinds.indexOf(kind) < index
      ? [
          {
            path: [id, 'exclusions', index, 'kind'],
            problem: `\`${kind}\` is given twice`,
            fix: 'keep one of the two',
          },
        ]
      : [],
  );
  return [...missing, ...twice, ...repeated];
};

const HOUR_MS = 3_600_000;

const capOf = (cap: Written['exclusions'][number]['at_most']): ExclusionCap | null =>
  cap === undefined ? null : { milliseconds: (cap.hours ?? 24 * (cap.days ?? 0)) * HOUR_MS, per: cap.per };

const conditionsOf = (written: Written): UptimeRules['conditions'] => {
  const of = (state: ConnectorState): PortCondition =>
    PORT_CONDITIONS.find((condition) => written[condition].some((listed) => listed === state)) ?? 'down';
  return {
    available: of('available'),
    occupied: of('occupied'),
    charging: of('charging'),
    suspended_ev: of('suspended_ev'),
    suspended_evse: of('suspended_evse'),
    finishing: of('finishing'),
    reserved: of('reserved'),
    unavailable: of('unavailable'),
    faulted: of('faulted'),
    unknown: of('unknown'),
  };
};

const programmeOf = (id: string, written: Written): UptimeProgramme => ({
  id,
  name: written.name,
  source: written.source,
  required:
    'above' in written.required
      ? { share: written.required.above, strictly: true }
      : { share: written.required.at_least, strictly: false },
  averageOf: written.average_of,
  window: written.window,
  appliesTo: {
    powerType: written.applies_to.power_type ?? null,
    fromWatts: written.applies_to.from_watts ?? 0,
  },
  closedHours: written.closed_hours,
  incapable: written.incapable,
  minimumPower: { AC: written.minimum_power.ac_watts ?? null, DC: written.minimum_power.dc_watts ?? null },
  conditions: conditionsOf(written),
  exclusions: written.exclusions.map(({ kind, at_most }) => ({ kind, cap: capOf(at_most) })),
  estimate: written.estimate ?? null,
});

/** Programmes by their name on the command line. */
export type UptimeProgrammes = ReadonlyMap<string, UptimeProgramme>;

/** Reads a file of programmes. Every error at once, with line and fix. */
export const parseProgrammes = (
  file: string,
  text: string,
): Result<UptimeProgrammes, readonly SourceError[]> => {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? {};
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(schema, parsed.error.issues, value, []).map(yaml.value.locate));
  const problems = Object.entries(parsed.data).flatMap(([id, written]) => problemsOf(id, written));
  if (problems.length > 0) return failed(problems.map(yaml.value.locate));
  return ok(new Map(Object.entries(parsed.data).map(([id, written]) => [id, programmeOf(id, written)])));
};

/** The programmes that ship with the collector. */
export const PROGRAMMES_FILE = join(
  import.meta.dirname,
  ...['..', '..', '..', 'catalogue', 'uptime-programmes.yaml'],
);

/** Reads the file of programmes at `path`; the error of a file that cannot be read has no line. */
export const readProgrammes = (path = PROGRAMMES_FILE): Result<UptimeProgrammes, readonly SourceError[]> => {
  try {
    return parseProgrammes(path, readFileSync(path, 'utf8'));
  } catch (error) {
    const problem = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return failed([{ file: path, line: 1, column: 1, path: '', problem, fix: 'name a file that exists' }]);
  }
};

let shipped: UptimeProgrammes | undefined;

/** The programmes that ship with the collector, read once. */
export const shippedProgrammes = (): UptimeProgrammes => {
  if (shipped) return shipped;
  const read = readProgrammes();
  if (!read.ok) throw new Error(read.error.map(formatSourceError).join('\n'));
  shipped = read.value;
  return shipped;
};
