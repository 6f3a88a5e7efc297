import { describe, expect, it } from '@jest/globals';
import { Conversation, time, track } from './testkit/conversation.ts';
import { Conversation201 } from './testkit/conversation201.ts';

const flowsOf = (talk: Conversation) => track(talk.arrivals).flows;
const variable = (name: string) => ({ component: { name: 'TxCtrlr' }, variable: { name } });

/** A station that told its start and stop point. */
const station = (start: string | null, stop: string | null = null): Conversation201 => {
  const talk = new Conversation201().connect().connector('Available');
  const asked = [
    ['TxStartPoint', start],
    ['TxStopPoint', stop],
  ].filter((entry): entry is [string, string] => entry[1] !== null);
  return talk.command(
    'GetVariables',
    { getVariableData: asked.map(([name]) => variable(name)) },
    {
      getVariableResult: asked.map(([name, attributeValue]) => ({
        attributeStatus: 'Accepted',
        attributeValue,
        ...variable(name),
      })),
    },
  );
};

/** Charging from its first reading to 3 kWh. */
const charge = (talk: Conversation201): Conversation201 =>
  talk
    .after(10)
    .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging', wh: 1000 })
    .after(600)
    .updated('T1', { trigger: 'MeterValuePeriodic', state: 'Charging', wh: 4000, w: 18_000 });

const pulled = (talk: Conversation201, reason = 'EVDisconnected'): Conversation201 =>
  talk
    .ended('T1', { trigger: 'EVCommunicationLost', state: 'Idle', reason, wh: 4000 })
    .connector('Available');

describe('TxStartPoint', () => {
  it('EVConnected: the transaction begins with the cable and nobody is authorised by that', () => {
    const plugged = (): Conversation201 =>
      station('EVConnected')
        .at('10:01:00')
        .connector('Occupied')
        .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected' });
    const left = pulled(plugged().after(100)).until('11:00:00');
    expect(flowsOf(left)).toMatchObject([{ outcome: 'abandoned', reason: 'no_credential' }]);
    const talk = plugged()
      .after(10)
      .tap('~a')
      .updated('T1', { trigger: 'Authorized', state: 'EVConnected', token: '~a' });
    pulled(charge(talk)).until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', start: time('10:01:00'), energyWh: 3000 }]);
  });

  it('Authorized: waiting for the cable longer than a status repeats is no unplugging', () => {
    const talk = station('Authorized')
      .at('10:01:00')
      .tap('~a')
      .started('T1', { trigger: 'Authorized', token: '~a' })
      .after(20)
      .connector('Available')
      .after(90)
      .connector('Occupied')
      .updated('T1', { trigger: 'CablePluggedIn', state: 'EVConnected' });
    pulled(charge(talk)).until('11:00:00');
    const flows = flowsOf(talk);
    expect(flows).toMatchObject([{ outcome: 'success', start: time('10:01:00'), retries: 0 }]);
    expect(flows[0]?.stages[0]).toMatchObject({ stage: 'plug_in', result: 'ok' });
  });

  it('Authorized: no cable until the station gives up is abandoned', () => {
    const talk = station('Authorized')
      .at('10:01:00')
      .tap('~a')
      .started('T1', { trigger: 'Authorized', token: '~a', evse: { id: 1 } })
      .after(60)
      .ended('T1', { trigger: 'EVConnectTimeout', reason: 'Timeout', evse: null })
      .until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'abandoned', reason: 'cable_not_seen' }]);
  });

  it('ParkingBayOccupancy: a vehicle that only parks is no attempt', () => {
    const talk = station('ParkingBayOccupancy', 'ParkingBayOccupancy')
      .at('10:01:00')
      .started('T1', { trigger: 'EVDetected' })
      .connector('Available')
      .at('10:45:00')
      .ended('T1', { trigger: 'EVDeparted', reason: 'Local' })
      .until('12:00:00');
    const { flows, visits, open } = track(talk.arrivals);
    expect([flows, visits, open]).toEqual([[], [], 0]);
  });

  it('ParkingBayOccupancy: the attempt begins when the driver does something, not when the vehicle parks', () => {
    const talk = station('ParkingBayOccupancy', 'ParkingBayOccupancy')
      .at('10:01:00')
      .started('T1', { trigger: 'EVDetected' })
      .connector('Available')
      .at('10:06:00')
      .connector('Occupied')
      .updated('T1', { trigger: 'CablePluggedIn', state: 'EVConnected' })
      .after(10)
      .tap('~a')
      .updated('T1', { trigger: 'Authorized', state: 'EVConnected', token: '~a' });
    charge(talk)
      .updated('T1', { trigger: 'StopAuthorized', state: 'EVConnected', token: '~a', wh: 4000 })
      .after(60)
      .updated('T1', { trigger: 'EVDeparted', state: 'Idle' })
      .connector('Available')
      .after(1_200)
      .ended('T1', { trigger: 'EVDeparted', reason: 'Local', wh: 4000 })
      .until('12:00:00');
    const { flows, outcomes } = track(talk.arrivals);
    expect(flows).toMatchObject([
      { outcome: 'success', start: time('10:06:00'), energyWh: 3000, recovered: false },
    ]);
    expect(flows[0]?.driverStartSeconds).toBeLessThan(30);
    expect(outcomes.filter((outcome) => outcome.kind === 'flow_amended')).toEqual([]);
  });

  it('DataSigned: the first signed reading proves that somebody was authorised', () => {
    const talk = station('DataSigned')
      .at('10:01:00')
      .connector('Occupied')
      .after(10)
      .tap('~a')
      .after(5)
      .started('T1', { trigger: 'SignedDataReceived', state: 'EVConnected', wh: 4000 })
      .after(120);
    pulled(talk).until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([
      { outcome: 'failed', failedStage: 'handshake', reason: 'no_energy', identity: '~a' },
    ]);
  });

  it('PowerPathClosed: a start with the cable is that of an authorised driver', () => {
    const talk = (start: string | null): Conversation201 => {
      const begun = start === null ? new Conversation201().connect().connector('Available') : station(start);
      return begun
        .at('10:01:00')
        .tap('~a')
        .after(20)
        .connector('Occupied')
        .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected' })
        .after(200)
        .ended('T1', { trigger: 'EVCommunicationLost', reason: 'EVDisconnected' })
        .connector('Available')
        .until('11:00:00');
    };
    expect(flowsOf(talk('PowerPathClosed'))).toMatchObject([{ outcome: 'failed', failedStage: 'handshake' }]);
    expect(flowsOf(talk('EVConnected'))).toMatchObject([{ outcome: 'failed', failedStage: 'start' }]);
  });

  it('EnergyTransfer: without energy there is no transaction, and it is the handshake that failed', () => {
    const talk = (start: string): Conversation201 =>
      station(start)
        .at('10:01:00')
        .connector('Occupied')
        .after(10)
        .tap('~a')
        .after(180)
        .connector('Available')
        .until('11:00:00');
    expect(flowsOf(talk('EnergyTransfer'))).toMatchObject([
      { outcome: 'failed', failedStage: 'handshake', reason: 'no_energy' },
    ]);
    expect(flowsOf(talk('PowerPathClosed'))).toMatchObject([
      { outcome: 'failed', failedStage: 'start', reason: 'no_transaction' },
    ]);
  });

  it('EnergyTransfer is seen from the last start where nobody asked the station', () => {
    const talk = new Conversation201().connect().connector('Available').at('10:01:00').connector('Occupied');
    talk
      .after(10)
      .tap('~a')
      .after(20)
      .started('T1', { trigger: 'ChargingStateChanged', state: 'Charging', token: '~a', wh: 1000 });
    pulled(charge(talk)).at('11:00:00').connector('Occupied').after(5).tap('~b');
    talk.after(180).connector('Available').until('12:00:00');
    expect(flowsOf(talk)).toMatchObject([
      { outcome: 'success', start: time('10:01:00') },
      { outcome: 'failed', failedStage: 'handshake', identity: '~b' },
    ]);
  });
});

describe('TxStopPoint', () => {
  const charging = (stop: string | null): Conversation201 =>
    charge(
      station('EVConnected', stop)
        .at('10:01:00')
        .connector('Occupied')
        .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', wh: 1000 })
        .after(10)
        .tap('~a')
        .updated('T1', { trigger: 'Authorized', state: 'EVConnected', token: '~a' }),
    );

  it.each([null, 'EVConnected'])(
    '%s: a charge that was stopped by card is over, though its transaction lasts as long as the cable is in',
    (stop) => {
      const talk = charging(stop)
        .at('10:20:00')
        .updated('T1', { trigger: 'StopAuthorized', state: 'EVConnected', token: '~a', wh: 4000 })
        .at('23:50:00');
      const { flows, outcomes } = track(talk.until('23:59:00').arrivals);
      expect(flows).toMatchObject([{ outcome: 'success', validStop: true, energyWh: 3000 }]);
      expect(outcomes.filter((outcome) => outcome.kind === 'flow_settled').map(({ at }) => at)).toEqual([
        time('10:36:00'),
      ]);
    },
  );

  it('EVConnected: the flow ends with the cable when that comes out soon', () => {
    const talk = charging('EVConnected')
      .at('10:20:00')
      .updated('T1', { trigger: 'StopAuthorized', state: 'EVConnected', token: '~a', wh: 4000 })
      .after(120);
    pulled(talk, 'Local').until('11:00:00');
    const [flow] = flowsOf(talk);
    expect(flow).toMatchObject({ outcome: 'success' });
    expect(flow?.stages.slice(6).map(({ stage, result }) => `${stage} ${result}`)).toEqual([
      'stop ok',
      'unplug ok',
    ]);
    expect(flow?.stages[6]?.end).toBe(time('10:20:00'));
  });

  it('EVConnected: authorisation withdrawn in the middle is no good end, though the driver then unplugs', () => {
    const talk = charging('EVConnected')
      .at('10:20:00')
      .updated('T1', { trigger: 'Deauthorized', state: 'EVConnected', wh: 4000 })
      .after(120);
    pulled(talk).until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'interrupted', reason: 'deauthorized' }]);
  });

  it('EVConnected: a stop that did not last is none', () => {
    const talk = charging('EVConnected')
      .at('10:20:00')
      .updated('T1', { trigger: 'Deauthorized', state: 'EVConnected', wh: 4000 })
      .after(30)
      .updated('T1', { trigger: 'Authorized', state: 'EVConnected', token: '~a' })
      .after(10)
      .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging', wh: 4000 })
      .after(600)
      .updated('T1', { trigger: 'MeterValuePeriodic', state: 'Charging', wh: 7000, w: 18_000 });
    pulled(talk).until('12:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success' }]);
  });

  it.each(['Authorized', 'PowerPathClosed'])('%s: the transaction ends before the cable is out', (stop) => {
    const talk = charging(stop)
      .at('10:20:00')
      .ended('T1', {
        trigger: 'StopAuthorized',
        state: 'EVConnected',
        reason: 'Local',
        token: '~a',
        wh: 4000,
      })
      .after(300)
      .connector('Available')
      .until('11:00:00');
    const [flow] = flowsOf(talk);
    expect(flow).toMatchObject({ outcome: 'success', validStop: true });
    expect(flow?.stages[7]).toMatchObject({ stage: 'unplug', end: time('10:25:00') + 100 });
  });

  it('EnergyTransfer: the vehicle pauses, the transaction ends, and the next one is the same charge', () => {
    const talk = charging('EnergyTransfer')
      .at('10:20:00')
      .ended('T1', { trigger: 'ChargingStateChanged', state: 'SuspendedEV', reason: 'Other', wh: 4000 })
      .after(300)
      .started('T2', { trigger: 'ChargingStateChanged', state: 'Charging', wh: 4000, seqNo: 0 })
      .after(600)
      .ended('T2', { trigger: 'StopAuthorized', reason: 'Local', token: '~a', wh: 7000, seqNo: 1 })
      .connector('Available')
      .until('12:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 6000, retries: 0 }]);
  });

  it('EnergyTransfer: a vehicle that is full ends the transaction, and that is a good end', () => {
    const talk = charging('EnergyTransfer')
      .at('10:20:00')
      .ended('T1', { trigger: 'ChargingStateChanged', state: 'SuspendedEV', reason: 'Other', wh: 4000 })
      .until('12:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success' }]);
  });

  it('DataSigned: the transaction outlasts the cable until the meter has signed', () => {
    const talk = charging('DataSigned')
      .at('10:20:00')
      .connector('Available')
      .after(240)
      .ended('T1', { trigger: 'SignedDataReceived', reason: 'EVDisconnected', wh: 4000 })
      .until('12:00:00');
    const { flows, outcomes } = track(talk.arrivals);
    expect(flows).toMatchObject([{ outcome: 'success', energyWh: 3000 }]);
    expect(outcomes.filter((outcome) => outcome.kind === 'flow_amended')).toEqual([]);
  });

  it('that nobody told: a transaction that goes on when the vehicle has left is a charge that has ended', () => {
    const talk = charging(null)
      .at('10:20:00')
      .updated('T1', { trigger: 'EVDeparted', state: 'Idle', wh: 4000 })
      .connector('Available')
      .until('12:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', validStop: true }]);
  });
});

describe('what an OCPP 1.6 station is configured to', () => {
  const accepted = { idTagInfo: { status: 'Accepted' } };
  const configured = (key: string, value: string, status = 'Accepted'): Conversation =>
    new Conversation()
      .connect()
      .status(1, 'Available')
      .command('ChangeConfiguration', { key, value }, { status });

  it('ConnectionTimeOut: a credential waits as long as the station does', () => {
    const late = (talk: Conversation): Conversation =>
      talk
        .at('10:01:00')
        .call('Authorize', { idTag: '~a' }, accepted)
        .at('10:05:00')
        .status(1, 'Preparing')
        .call(
          'StartTransaction',
          { connectorId: 1, idTag: '~b', meterStart: 0, timestamp: talk.now },
          { transactionId: 7, ...accepted },
        )
        .until('10:30:00');
    expect(flowsOf(late(configured('ConnectionTimeOut', '300')))).toEqual([]);
    expect(flowsOf(late(configured('ConnectionTimeOut', '300', 'Rejected')))).toMatchObject([
      { outcome: 'abandoned', reason: 'cable_not_seen' },
    ]);
  });

  it('ConnectionTimeOut: a cable after it is another attempt', () => {
    const talk = configured('ConnectionTimeOut', '30')
      .at('10:01:00')
      .call('Authorize', { idTag: '~a' }, accepted)
      .at('10:02:00')
      .status(1, 'Preparing')
      .at('10:04:00')
      .status(1, 'Available')
      .until('10:30:00');
    expect(flowsOf(talk)).toMatchObject([
      { outcome: 'abandoned', reason: 'cable_not_seen', identity: '~a' },
      { outcome: 'abandoned', reason: 'no_credential', identity: null },
    ]);
  });

  it.each([
    ['false', 'success'],
    ['true', 'unknown'],
  ])('StopTransactionOnEVSideDisconnect %s: a transaction that is left open is %s', (value, outcome) => {
    const talk = configured('StopTransactionOnEVSideDisconnect', value).at('10:01:00').status(1, 'Preparing');
    talk
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now },
        { transactionId: 7, ...accepted },
      )
      .status(1, 'Charging')
      .after(600)
      .meter(1, 7, 3000, 18_000)
      .status(1, 'SuspendedEV')
      .until('23:59:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome }]);
  });
});

describe('a station that ends the transaction when its limit leaves too little', () => {
  it('was managed, and did not fail (ruling 13)', () => {
    const accepted = { idTagInfo: { status: 'Accepted' } };
    const stopped = (limit: number): Conversation => {
      const talk = new Conversation().connect().status(1, 'Available').at('10:01:00').status(1, 'Preparing');
      return talk
        .call(
          'StartTransaction',
          { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now },
          { transactionId: 7, ...accepted },
        )
        .status(1, 'Charging')
        .after(600)
        .meter(1, 7, 3000, 18_000)
        .command('SetChargingProfile', {
          connectorId: 1,
          csChargingProfiles: {
            chargingProfileId: 1,
            stackLevel: 0,
            chargingProfilePurpose: 'TxProfile',
            chargingProfileKind: 'Absolute',
            chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
          },
        })
        .after(10)
        .call('StopTransaction', { transactionId: 7, meterStop: 3020, timestamp: talk.now, reason: 'Other' })
        .status(1, 'Finishing')
        .until('11:00:00');
    };
    expect(flowsOf(stopped(0))).toMatchObject([{ outcome: 'success' }]);
    expect(flowsOf(stopped(16))).toMatchObject([{ outcome: 'interrupted', reason: 'other_error' }]);
  });
});
