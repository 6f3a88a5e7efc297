import { describe, expect, it } from '@jest/globals';
import type { Observation, Subject } from '../model/telemetry.ts';
import { decodeArrival, encodeArrival } from './arrival-line.ts';

const subjects: readonly Subject[] = [
  { of: 'station', station: 'CS-1', evse: 2, connector: 1 },
  { of: 'station', station: 'CS-1', evse: null, connector: null },
  { of: 'link', link: 'router-1' },
  { of: 'terminal', terminal: 'terminal-1' },
  { of: 'site', site: 'ring', feeder: 'main' },
];
const observations: readonly Observation[] = [
  { kind: 'reading', quantity: 'temperature_celsius', value: -12.5, location: 'inlet', phase: '' },
  { kind: 'condition', condition: 'data_session', holds: false },
  { kind: 'problem', code: 'CX001', active: true },
  { kind: 'payment', phase: 'declined' },
  { kind: 'status', status: 'charging' },
];
const arrival = {
  kind: 'telemetry',
  receivedAt: 1_790_000_000_000,
  observedAt: 1_789_999_999_000,
  source: 'mqtt/depot',
  event: 'a-1',
} as const;

describe('telemetry in the log', () => {
  it('comes back as it was written, whoever it is about and whatever it says', () => {
    for (const subject of subjects)
      for (const observation of observations) {
        const written = { ...arrival, subject, observation };
        expect(decodeArrival(encodeArrival(written))).toEqual(written);
      }
  });

  it.each([
    ['a quantity that nobody knows', { kind: 'reading', quantity: 'colour', value: 1 }],
    ['a value that is no number', { kind: 'reading', quantity: 'fan_rpm', value: null }],
    ['a code that is too long', { kind: 'problem', code: 'x'.repeat(129), active: true }],
  ])('is refused with %s', (_, observation) => {
    const telemetry = { subject: { of: 'site', site: 'ring' }, observation };
    expect(decodeArrival(JSON.stringify({ receivedAt: '2026-11-01T10:00:00.000Z', telemetry }))).toBe(
      'bad_telemetry',
    );
  });
});
