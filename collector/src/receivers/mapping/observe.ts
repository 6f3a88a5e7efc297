import { PAYMENT_PHASES } from '../../model/payment.ts';
import { CONNECTOR_STATUSES } from '../../model/signal.ts';
import { PHASES, type Observation, type Phase } from '../../model/telemetry.ts';
import { lookUp, readTruth, type Field } from './field.ts';
import { readingValue } from './reading-value.ts';
import type { Scope } from './scope.ts';
import type { SignalRule } from './signal-rule.ts';

const PROBLEM_CODE = /^[^\p{Cc}]{1,128}$/u;

/** The word of a closed list that a field holds, case apart; undefined when it is not there, or reported. */
function wordOf<T extends string>(
  given: Field,
  known: readonly T[],
  scope: Scope,
  at: string,
): T | undefined {
  const value = given.read(scope, at);
  if (value === undefined) return undefined;
  const text = String(value).trim().toLowerCase();
  const word = known.find((candidate) => candidate.toLowerCase() === text);
  if (word === undefined) scope.report('unknown_word', at, String(value));
  return word;
}

function readingOf(rule: SignalRule, scope: Scope, at: string): Observation[] {
  const { reading: quantity, phase: given, location: place } = rule;
  const value = readingValue(rule, scope, at);
  if (value === undefined || quantity === undefined) return [];
  let phase: Phase | undefined = '';
  if (given !== undefined) phase = wordOf(given, PHASES, scope, `${at}.phase`);
  const location = place === undefined ? '' : place.read(scope, `${at}.location`);
  // A number without its place would be taken for that of another one.
  if (phase === undefined || location === undefined) return [];
  return [{ kind: 'reading', quantity, value, location: String(location), phase }];
}

function conditionOf({ condition, holds: given }: SignalRule, scope: Scope, at: string): Observation[] {
  const holds = given === undefined ? undefined : readTruth(given, scope, `${at}.holds`);
  return holds === undefined || condition === undefined ? [] : [{ kind: 'condition', condition, holds }];
}

function problemOf({ problem, active: given }: SignalRule, scope: Scope, at: string): Observation[] {
  const value = problem?.read(scope, `${at}.problem`);
  if (value === undefined || value === '') return [];
  const code = String(value).trim();
  if (!PROBLEM_CODE.test(code)) {
    scope.report('bad_value', `${at}.problem`, code);
    return [];
  }
  const active = given === undefined ? true : readTruth(given, scope, `${at}.active`);
  return active === undefined ? [] : [{ kind: 'problem', code, active }];
}

function meantBy({ state, means = {} }: SignalRule, scope: Scope, at: string): readonly Observation[] {
  const word = state?.read(scope, `${at}.state`);
  if (word === undefined) return [];
  const meant = lookUp(means, word);
  if (meant === undefined) scope.report('unknown_word', `${at}.state`, String(word));
  return (meant ?? []).filter((one) => one !== null);
}

/** What one rule finds in one item. */
export function observe(rule: SignalRule, scope: Scope, at: string): readonly Observation[] {
  if (rule.reading !== undefined) return readingOf(rule, scope, at);
  if (rule.condition !== undefined) return conditionOf(rule, scope, at);
  if (rule.problem !== undefined) return problemOf(rule, scope, at);
  if (rule.payment !== undefined) {
    const phase = wordOf(rule.payment, PAYMENT_PHASES, scope, `${at}.payment`);
    return phase === undefined ? [] : [{ kind: 'payment', phase }];
  }
  if (rule.status !== undefined) {
    const status = wordOf(rule.status, CONNECTOR_STATUSES, scope, `${at}.status`);
    return status === undefined ? [] : [{ kind: 'status', status }];
  }
  return meantBy(rule, scope, at);
}
