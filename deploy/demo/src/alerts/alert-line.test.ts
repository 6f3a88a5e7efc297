import { describe, expect, it } from '@jest/globals';
import { alertLine } from './alert-line.ts';

const alert = {
  status: 'firing',
  labels: { alertname: 'StationOffline', severity: 'ticket', site: 'quay', station: 'QUAY-02', evse: '' },
  annotations: { summary: 'A station is out of contact.' },
  startsAt: '2026-11-01T10:00:00Z',
  fingerprint: 'a',
  at: 0,
} as const;

describe('an alert on the screen', () => {
  it('says how grave it is, what, where, and in a sentence what that means', () => {
    expect(alertLine(alert)).toBe(
      '▲ ticket StationOffline: site quay, station QUAY-02. A station is out of contact.',
    );
  });

  it('says when it is over', () => {
    expect(alertLine({ ...alert, status: 'resolved' })).toBe(
      '✓ ticket StationOffline: site quay, station QUAY-02 – over',
    );
  });

  it('needs no more than a name', () => {
    expect(alertLine({ ...alert, labels: { alertname: 'Watchdog' }, annotations: {} })).toBe(
      '▲        Watchdog',
    );
  });
});
