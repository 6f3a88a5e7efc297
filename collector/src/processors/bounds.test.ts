import { serialize } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import { Conversation } from './testkit/conversation.ts';
import { allowanceOf, connectorsOf, rememberedBytes } from './station/bounds/bounds.ts';
import { createTracker } from './tracker.ts';

const frame = (receivedAt: number, id: string, action: string, payload: object): Arrival => ({
  kind: 'frame',
  station: 'CS-1',
  receivedAt,
  direction: 'from_station',
  frame: [2, id, action, payload],
});

/** Serialised bytes of the one station. */
const stateBytes = (arrivals: Iterable<Arrival>): number => {
  const tracker = createTracker();
  for (const arrival of arrivals) tracker.apply(arrival);
  const [station] = tracker.stations();
  return serialize(station).length;
};

describe('what is remembered of a station', () => {
  it('is at most 2 kB and 1 kB a connector after a hundred ordinary charges', () => {
    const talk = new Conversation().connect();
    for (let charge = 1; charge <= 100; charge += 1) {
      const connectorId = 1 + (charge % 2);
      talk
        .after(60)
        .status(connectorId, 'Preparing')
        .call('Authorize', { idTag: '~0123456789abcdef' }, { idTagInfo: { status: 'Accepted' } })
        .call(
          'StartTransaction',
          { connectorId, idTag: '~0123456789abcdef', meterStart: charge * 5000, timestamp: talk.now },
          { transactionId: charge, idTagInfo: { status: 'Accepted' } },
        )
        .status(connectorId, 'Charging')
        .after(120)
        .meter(connectorId, charge, charge * 5000 + 4000, 20_000)
        .call('StopTransaction', {
          transactionId: charge,
          meterStop: charge * 5000 + 4500,
          timestamp: talk.now,
        })
        .status(connectorId, 'Available');
    }
    talk.after(60).call('Heartbeat', {});
    expect(stateBytes(talk.arrivals)).toBeLessThanOrEqual(4_096);
  });

  it('stays bounded against twelve thousand hostile messages', () => {
    const hostile = function* (): Iterable<Arrival> {
      const at = Date.parse('2026-11-02T10:00:00Z');
      for (let index = 0; index < 12_000; index += 1) {
        const connectorId = index;
        const idTag = `~${'x'.repeat(40)}${index}`;
        const timestamp = new Date(at - index).toISOString();
        const payloads: [string, object][] = [
          ['StatusNotification', { connectorId, status: 'Faulted', errorCode: `E${index}`, timestamp }],
          ['StatusNotification', { connectorId, status: 'Charging', errorCode: 'NoError', timestamp }],
          ['StartTransaction', { connectorId, idTag, meterStart: index, timestamp }],
          [
            'MeterValues',
            {
              connectorId,
              transactionId: index,
              meterValue: [{ timestamp, sampledValue: [{ value: '1' }] }],
            },
          ],
          ['StopTransaction', { transactionId: -1, meterStop: index, timestamp, reason: 'x'.repeat(10_000) }],
          ['Authorize', { idTag }],
        ];
        const [action, payload] = payloads[index % payloads.length] ?? ['Heartbeat', {}];
        yield frame(at + index, `${'m'.repeat(30)}${index}`, action, payload);
      }
    };
    const tracker = createTracker();
    let connectors = 0;
    for (const arrival of hostile())
      for (const outcome of tracker.apply(arrival)) {
        if (outcome.kind === 'station_overflow' && outcome.what === 'connector') connectors += 1;
      }
    const [station] = tracker.stations();
    if (!station) throw new Error('no station');
    expect(connectorsOf(station)).toBe(32);
    expect(allowanceOf(station)).toBe(34 * 1_024);
    expect(rememberedBytes(station)).toBeLessThanOrEqual(allowanceOf(station));
    expect(connectors).toBeGreaterThan(100);
  });

  it('is within the allowance of one connector, however many drivers tap and remote starts are asked for', () => {
    const talk = new Conversation().connect().status(1, 'Available');
    const tracker = createTracker();
    for (let index = 0; index < 500; index += 1) {
      talk.call('Authorize', { idTag: `~${index}` }, { idTagInfo: { status: 'Accepted' } });
      talk.command('RemoteStartTransaction', { connectorId: 1 + (index % 40), idTag: `~r${index}` });
    }
    const outcomes = [...talk.arrivals, ...talk.after(120).call('Heartbeat', {}).arrivals].flatMap(
      (arrival) => {
        const told = tracker.apply(arrival);
        const [station] = tracker.stations();
        if (station) expect(rememberedBytes(station)).toBeLessThanOrEqual(allowanceOf(station));
        return told;
      },
    );
    expect(outcomes.some((outcome) => outcome.kind === 'station_overflow')).toBe(true);
    // What had to go is judged all the same.
    expect(outcomes.filter((outcome) => outcome.kind === 'flow_settled').length).toBeGreaterThan(100);
  });
});
