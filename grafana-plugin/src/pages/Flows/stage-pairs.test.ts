import type { FlowStage } from '../../api/types.ts';
import { stagePairs } from './stage-pairs.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 8, 1, 14, 0, seconds)).toISOString();
const stage = (
  name: string,
  from: number,
  to: number | null,
  result: FlowStage['result'] = 'ok',
  reason: string | null = null,
): FlowStage => ({ stage: name, start: at(from), end: to === null ? null : at(to), result, reason });
const differing = (one: readonly FlowStage[], other: readonly FlowStage[]): string[] =>
  stagePairs(one, other).flatMap(({ stage: name, differs }) => (differs ? [name] : []));

test('a stage that failed in one of two flows differs, and one that failed for another reason', () => {
  const good = [stage('start', 0, 2), stage('handshake', 2, 30)];
  const silent = [stage('start', 0, 2), stage('handshake', 2, 92, 'failed', 'no_energy')];
  const slac = [stage('start', 0, 2), stage('handshake', 2, 92, 'failed', 'ev_communication_error')];
  expect(differing(good, silent)).toEqual(['handshake']);
  expect(differing(silent, slac)).toEqual(['handshake']);
  expect(differing(silent, silent)).toEqual([]);
});

test('a stage that took much longer differs, a few seconds do not, and how long a driver charged does not', () => {
  const one = [stage('authorize', 0, 1), stage('handshake', 1, 13), stage('energy', 13, 100)];
  const other = [stage('authorize', 0, 4), stage('handshake', 4, 50), stage('energy', 50, 3_000)];
  expect(differing(one, other)).toEqual(['handshake']);
});

test('a stage that only one flow has is one that the other skipped', () => {
  const paid = [stage('payment', 0, 3), stage('start', 3, 4)];
  const carded = [stage('start', 0, 1)];
  expect(differing(paid, carded)).toEqual(['payment']);
  expect(differing([stage('payment', 0, 0, 'skipped'), stage('start', 0, 1)], carded)).toEqual([]);
  expect(stagePairs(carded, paid).map(({ stage: name }) => name)).toEqual(['payment', 'start']);
});
