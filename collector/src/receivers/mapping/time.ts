import { z } from 'zod';
import { ok, type Result } from '../../model/result.ts';
import { instantOfWall } from '../../model/zoned-time.ts';
import { parseField, type Field } from './field.ts';
import { isFields, part, readPart, type PartProblem } from './schema-part.ts';
import type { Scope } from './scope.ts';

const FORMS = ['iso', 'epoch_s', 'epoch_ms', 'epoch_us', 'epoch_ns'] as const;
const PER_MS = { epoch_s: 1e-3, epoch_ms: 1, epoch_us: 1e3, epoch_ns: 1e6 } as const;

/** Earlier, a clock was not set: no telemetry is older than the machines that send it. */
const EARLIEST = Date.UTC(2015, 0, 1);
/** Clocks that are further ahead are wrong altogether. */
const MOST_AHEAD_MS = 86_400_000;

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
};

const longForm = z.looseObject({
  as: z.enum(FORMS).default('iso'),
  zone: z.string().refine(isZone, 'write an IANA time zone such as Europe/Berlin').default('UTC'),
});

/** When something was so: null when the message does not say; undefined, and reported, when it says it badly. */
export type TimeOf = (scope: Scope, at: string, receivedAt: number) => number | null | undefined;

const WALL = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

function isoTime(text: string, zone: string): number {
  const normal = text.trim().replace(' ', 'T');
  if (WALL.test(normal)) return instantOfWall(zone, Date.parse(`${normal}Z`));
  // An offset without its colon is ISO 8601, too (basic format).
  return /^\d{4}-\d\d-\d\dT/.test(normal) ? Date.parse(normal.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : NaN;
}

function parseTime(value: unknown): Result<TimeOf, readonly PartProblem[]> {
  const { as, zone, ...rest } = isFields(value) ? value : {};
  const given = parseField(isFields(value) ? rest : value);
  if (!given.ok) return given;
  const form = readPart(longForm, { ...(as !== undefined && { as }), ...(zone !== undefined && { zone }) });
  return form.ok ? ok(timeOf(given.value, form.value)) : form;
}

function timeOf(given: Field, { as, zone }: z.output<typeof longForm>): TimeOf {
  return (scope, at, receivedAt) => {
    const value = given.read(scope, at);
    if (value === undefined) return null;
    const moment =
      as === 'iso'
        ? isoTime(String(value), zone)
        : (typeof value === 'number' ? value : Number(value)) / PER_MS[as];
    if (moment >= EARLIEST && moment <= receivedAt + MOST_AHEAD_MS) return Math.round(moment);
    scope.report('bad_time', at, String(value));
    return undefined;
  };
}

/** A time in a schema: a field that holds ISO 8601, or a map that says `as` what and, for times without offset, in which `zone`. */
export const time = part(parseTime);
