import { describe, expect, it } from '@jest/globals';
import { callsOf, scenario, simulate } from '../testing/run.ts';
import { CpmsModel } from './model.ts';

describe('what the CPMS decides', () => {
  it('knows the transaction at an EVSE for as long as it is open', () => {
    const cpms = new CpmsModel({ firstTransactionId: 7, heartbeatSeconds: 300 });
    cpms.answer('CS-1', 'StartTransaction', { connectorId: 2, idTag: 'A', timestamp: 't' }, 0);
    expect(cpms.remoteStop('ocpp1.6', 'CS-1', 2)).toEqual({
      action: 'RemoteStopTransaction',
      payload: { transactionId: 7 },
    });
    cpms.answer('CS-1', 'StopTransaction', { transactionId: 7 }, 0);
    expect(cpms.remoteStop('ocpp1.6', 'CS-1', 2)).toBeUndefined();
  });

  it('gives every transaction of a run an id of its own', () => {
    const run = simulate(
      scenario(`seed: 3
start: 2026-10-05T00:00:00Z
days: 2
sites:
  - { id: yard, time_zone: UTC, latitude: 1, longitude: 2, demand: 12, stations: [
      { count: 3, vendor: V, model: M, firmware: "1", protocol: ocpp2.0.1, power: DC, watts: 150000, evses: 2 }] }
`),
    );
    const started = callsOf(run.lines, 'TransactionEvent').filter(
      (event) => event['eventType'] === 'Started',
    );
    const ids = started.map((event) => JSON.stringify(event['transactionInfo']).slice(0, 60));
    expect(ids.length).toBeGreaterThan(50);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
