import { describe, expect, it } from '@jest/globals';
import { callsOf, violation } from '../testing/run.ts';
import { yard } from '../testing/yard.ts';

describe('OCPP 2.1', () => {
  it('is named when a station connects, and streams readings by SEND, which nobody answers', () => {
    const run = yard({ protocol: 'ocpp2.1' });
    expect(
      run.lines.filter((line) => line.event === 'connect').every((line) => line.protocol === 'ocpp2.1'),
    ).toBe(true);
    const sent = run.lines.filter(({ frame }) => frame?.[0] === 6);
    expect(sent.length).toBeGreaterThan(100);
    expect(sent.every(({ frame }) => frame?.[2] === 'NotifyPeriodicEventStream')).toBe(true);
    const answered = new Set(
      run.lines
        .filter(({ direction, frame }) => direction === 'to_station' && frame?.[0] !== 2)
        .map(({ station, frame }) => `${station} ${frame?.[1]}`),
    );
    expect(sent.filter(({ station, frame }) => answered.has(`${station} ${frame?.[1]}`))).toEqual([]);
  });

  it('says TxResumed when a transaction goes on after a restart', () => {
    const run = yard({
      protocol: 'ocpp2.1',
      behaviours: ['{ behaviour: reboot-resume, when: { rate: 10 } }'],
    });
    const resumed = callsOf(run.lines, 'TransactionEvent').filter(
      (event) => event['triggerReason'] === 'TxResumed',
    );
    expect(resumed.length).toBeGreaterThan(3);
  });

  it('settles what was paid at the terminal, for a token of DirectPayment', () => {
    const run = yard({ protocol: 'ocpp2.1', drivers: 'terminal: 1' });
    const settled = callsOf(run.lines, 'NotifySettlement');
    const ended = callsOf(run.lines, 'TransactionEvent').map((event) => JSON.stringify(event));
    expect(settled.length).toBeGreaterThan(10);
    expect(
      settled.every((call) => ended.some((event) => event.includes(String(call['transactionId'])))),
    ).toBe(true);
    expect(JSON.stringify(callsOf(run.lines, 'Authorize'))).toContain('"type":"DirectPayment"');
  });

  it('words what it has in common with OCPP 2.0.1 as that schema wants it', () => {
    const run = yard({
      protocol: 'ocpp2.1',
      behaviours: ['{ behaviour: ground-fault, when: { rate: 0.2 } }'],
    });
    const wrong = [
      'BootNotification',
      'StatusNotification',
      'TransactionEvent',
      'NotifyEvent',
      'Authorize',
    ].flatMap((action) =>
      callsOf(run.lines, action).flatMap((call) => violation('ocpp2.0.1', `urn:${action}.req`, call) ?? []),
    );
    expect(wrong).toEqual([]);
  });
});
