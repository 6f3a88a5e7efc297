import { failed, ok, type Result } from '../../../model/result.ts';
import { PHASES, type Observation, type Subject, type TelemetryArrival } from '../../../model/telemetry.ts';
import type { MetricPoint } from '../metrics/metric-point.ts';
import type { MetricRow, SubjectNames } from './metric-row.ts';
import { toBaseUnit } from './units.ts';

/** What a point says, without who received it and when. */
export type MappedPoint = Pick<TelemetryArrival, 'observedAt' | 'subject' | 'observation'>;

const MAX_INDEX = 65_535;
const isName = (text: string): boolean => text.length > 0 && text.length <= 255 && !/\p{Cc}/u.test(text);

type Value = string | number | boolean;

/** An attribute of the point, else of its scope, else of its resource. */
const attributeOf = (point: MetricPoint, name: string): Value | undefined =>
  point.attributes.get(name) ?? point.scope.get(name) ?? point.resource.get(name);

/** Reads metrics by the rows of a mapping. */
export class MetricMapping {
  readonly #rows = new Map<string, MetricRow[]>();
  readonly #subject: SubjectNames;

  /** `subject` is who points are about whose row does not say it. */
  constructor(rows: readonly MetricRow[], subject: SubjectNames) {
    this.#subject = subject;
    for (const row of rows) this.#rows.set(row.metric, [...(this.#rows.get(row.metric) ?? []), row]);
  }

  /**
   * What a point says; null when no row is about it, or it carries no recording. The error is why a point that a row is
   * about cannot be used, without any value of it.
   */
  map(point: MetricPoint): Result<MappedPoint | null, string> {
    const row = this.#rows
      .get(point.metric)
      ?.find(({ where }) =>
        Object.entries(where).every(([name, value]) => attributeOf(point, name) === value),
      );
    if (row === undefined) return ok(null);
    if (point.kind === 'other') return failed(`${row.metric}: histograms and summaries are no readings`);
    if (point.kind === 'delta') return failed(`${row.metric}: send it with cumulative temporality`);
    if (point.value === null) return ok(null);
    if (!Number.isFinite(point.value)) return failed(`${row.metric}: not a finite number`);
    const subject = subjectOf(point, row.subject ?? this.#subject);
    if (!subject.ok) return failed(`${row.metric}: ${subject.error}`);
    const observation = observationOf(row, point, point.value);
    if (!observation.ok) return failed(`${row.metric}: ${observation.error}`);
    return ok({ observedAt: point.timeMs, subject: subject.value, observation: observation.value });
  }
}

function subjectOf(point: MetricPoint, names: SubjectNames): Result<Subject, string> {
  const name = (attribute: string): Result<string, string> => {
    const value = attributeOf(point, attribute);
    if (value === undefined) return failed(`attribute ${attribute} is missing`);
    return isName(String(value)) ? ok(String(value)) : failed(`attribute ${attribute} is no id`);
  };
  if ('link' in names) {
    const link = name(names.link);
    return link.ok ? ok({ of: 'link', link: link.value }) : link;
  }
  if ('terminal' in names) {
    const terminal = name(names.terminal);
    return terminal.ok ? ok({ of: 'terminal', terminal: terminal.value }) : terminal;
  }
  if ('site' in names) {
    const site = name(names.site);
    if (!site.ok) return site;
    const feeder = names.feeder === undefined ? undefined : attributeOf(point, names.feeder);
    if (feeder !== undefined && !isName(String(feeder)))
      return failed(`attribute ${names.feeder ?? ''} is no id`);
    return ok({ of: 'site', site: site.value, feeder: feeder === undefined ? null : String(feeder) });
  }
  const station = name(names.station);
  if (!station.ok) return station;
  const evse = indexOf(point, names.evse);
  const connector = indexOf(point, names.connector);
  if (!evse.ok) return evse;
  if (!connector.ok) return connector;
  return ok({ of: 'station', station: station.value, evse: evse.value, connector: connector.value });
}

/** A number of an EVSE or a connector; null when the point has no such attribute. */
function indexOf(point: MetricPoint, attribute: string | undefined): Result<number | null, string> {
  const value = attribute === undefined ? undefined : attributeOf(point, attribute);
  if (value === undefined || value === '') return ok(null);
  const index = Number(value);
  return Number.isInteger(index) && index >= 0 && index <= MAX_INDEX
    ? ok(index)
    : failed(`attribute ${attribute ?? ''} is no whole number up to ${MAX_INDEX}`);
}

function observationOf(row: MetricRow, point: MetricPoint, value: number): Result<Observation, string> {
  if (row.condition !== undefined)
    return ok({ kind: 'condition', condition: row.condition, holds: value > 0 });
  if (row.problem !== undefined) return ok({ kind: 'problem', code: row.problem, active: value > 0 });
  if (row.quantity === undefined) return failed('the row says nothing');
  const converted = toBaseUnit(row.quantity, value, row.unit ?? point.unit);
  if (!converted.ok) return converted;
  const location = wordOf(point, row.location);
  const phase = phaseOf(point, row.phase);
  if (location === null) return failed(`attribute ${row.location ?? ''} is no place`);
  if (phase === undefined) return failed(`attribute ${row.phase ?? ''} is no phase`);
  return ok({ kind: 'reading', quantity: row.quantity, value: converted.value, location, phase });
}

function wordOf(point: MetricPoint, attribute: string | undefined): string | null {
  const value = attribute === undefined ? undefined : attributeOf(point, attribute);
  if (value === undefined) return '';
  return /^[\w .-]{0,64}$/.test(String(value)) ? String(value) : null;
}

function phaseOf(point: MetricPoint, attribute: string | undefined): (typeof PHASES)[number] | undefined {
  const value = attribute === undefined ? undefined : attributeOf(point, attribute);
  if (value === undefined) return '';
  return PHASES.find((phase) => phase.toLowerCase() === String(value).toLowerCase());
}
