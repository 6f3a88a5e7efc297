import type { SignalRule } from './signal-rule.ts';
import type { Scope } from './scope.ts';
import { QUANTITY_UNITS } from './units.ts';

/** The largest exponent that a scale register may have (SunSpec: -10 to 10). */
const MOST_SCALE = 10;

const numberOf = (value: string | number | boolean): number =>
  typeof value === 'string' && value.trim() === '' ? NaN : Number(value);

/** The value of a reading in the base unit of its quantity; undefined when it is not there, or reported. */
export function readingValue(rule: SignalRule, scope: Scope, at: string): number | undefined {
  const { reading, value: given, factor = 1, offset = 0, scale, unit } = rule;
  const raw = given?.read(scope, `${at}.value`);
  if (raw === undefined || reading === undefined) return undefined;
  const number = typeof raw === 'boolean' ? NaN : numberOf(raw);
  if (!Number.isFinite(number)) {
    scope.report('bad_value', `${at}.value`, String(raw));
    return undefined;
  }
  const exponent = scale === undefined ? 0 : scaleOf(rule, scope, at);
  if (exponent === undefined) return undefined;
  const { units, least, most } = QUANTITY_UNITS[reading];
  const { factor: unitFactor, offset: unitOffset } = (unit === undefined ? undefined : units[unit]) ?? {
    factor: 1,
    offset: 0,
  };
  const plain = (number * factor + offset) * 10 ** exponent;
  // Twelve digits are more than any sensor has, and hide what binary fractions add to decimal ones.
  const base = Number((plain * unitFactor + unitOffset).toPrecision(12));
  if (base >= least && base <= most) return base;
  scope.report('out_of_range', `${at}.value`, String(raw));
  return undefined;
}

/** Without its scale a number means nothing, so a scale that is not there is as bad as one that is wrong. */
function scaleOf({ scale }: SignalRule, scope: Scope, at: string): number | undefined {
  const raw = scale?.read(scope, `${at}.scale`);
  const exponent = raw === undefined ? NaN : Number(raw);
  if (Number.isInteger(exponent) && Math.abs(exponent) <= MOST_SCALE) return exponent;
  scope.report('bad_value', `${at}.scale`, raw === undefined ? 'not there' : String(raw));
  return undefined;
}
