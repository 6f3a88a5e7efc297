import { describe, expect, it } from '@jest/globals';
import type { FiredAlert } from './fired-alert.ts';
import { isSilenced } from './silence.ts';

const at = (time: string): number => Date.parse(`2026-11-03T${time}:00Z`);
const alert = (start: string, end: string | null, labels: Record<string, string>): FiredAlert => ({
  ...{ name: 'SiteOffline', start: at(start), end: end === null ? null : at(end), labels },
});
const silence = {
  matchers: [
    { name: 'site', value: 'north', isRegex: false, isEqual: true },
    { name: 'symptom', value: 'safety_fault', isRegex: false, isEqual: false },
  ],
  ...{ startsAt: '2026-11-03T08:00:00Z', endsAt: '2026-11-03T10:15:00Z' },
  ...{ createdBy: 'maria', comment: 'filters' },
};

describe('a silence', () => {
  it('keeps what begins and ends within it from everybody', () => {
    expect(isSilenced(alert('08:20', '10:05', { site: 'north' }), [silence])).toBe(true);
    expect(isSilenced(alert('08:20', '10:05', { site: 'south' }), [silence])).toBe(false);
    expect(isSilenced(alert('08:20', '10:05', { site: 'north', symptom: 'safety_fault' }), [silence])).toBe(
      false,
    );
  });

  it('tells of what is still there when it ends, and of what was there before', () => {
    expect(isSilenced(alert('08:20', '10:30', { site: 'north' }), [silence])).toBe(false);
    expect(isSilenced(alert('08:20', null, { site: 'north' }), [silence])).toBe(false);
    expect(isSilenced(alert('07:50', '09:00', { site: 'north' }), [silence])).toBe(false);
  });
});
