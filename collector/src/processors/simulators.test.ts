import { describe, expect, it } from '@jest/globals';
import { Conversation, time, track } from './testkit/conversation.ts';

// Conversations in the shape in which public stacks and simulators hold them, written anew.
const flowsOf = (talk: Conversation) => track(talk.arrivals).flows;
const accepted = { idTokenInfo: { status: 'Accepted' } };
const register = (value: number, more: object = {}) => [
  { value, measurand: 'Energy.Active.Import.Register', ...more },
];

/** One TransactionEvent, nothing in it but what is given. */
const event = (talk: Conversation, eventType: string, triggerReason: string, more: object): Conversation =>
  talk.call('TransactionEvent', { eventType, timestamp: talk.now, triggerReason, ...more }, accepted);

describe('a simulator that numbers no event and tells no charging state', () => {
  const talk = new Conversation()
    .connect('ocpp2.0.1')
    .call('StatusNotification', {
      timestamp: '2026-11-02T10:00:00Z',
      connectorStatus: 'Available',
      evseId: 1,
      connectorId: 1,
    })
    .at('10:01:00')
    .command('RequestStartTransaction', {
      evseId: 1,
      remoteStartId: 4,
      idToken: { idToken: '~a', type: 'Central' },
    });
  const evse = { id: 1, connectorId: 1 };
  const status = (connectorStatus: string): Conversation =>
    talk.call('StatusNotification', { timestamp: talk.now, connectorStatus, evseId: 1, connectorId: 1 });
  const kWh = { unitOfMeasure: { unit: 'kWh' } };
  status('Occupied');
  event(talk, 'Started', 'Authorized', {
    seqNo: 0,
    transactionInfo: { transactionId: 'u-1', remoteStartId: 4 },
    idToken: { idToken: '~a', type: 'Central' },
    evse,
    meterValue: [{ timestamp: talk.now, sampledValue: register(0, kWh) }],
  });
  // Watt-hours that it calls kWh, every fifteen seconds.
  for (let wh = 150; wh <= 6000; wh += 150) {
    event(talk.after(14.9), 'Updated', 'MeterValuePeriodic', {
      seqNo: 0,
      transactionInfo: { transactionId: 'u-1' },
      evse,
      meterValue: [{ timestamp: talk.now, sampledValue: register(wh, kWh) }],
    });
  }
  talk.after(5).command('RequestStopTransaction', { transactionId: 'u-1' });
  event(talk, 'Ended', 'RemoteStop', {
    seqNo: 0,
    transactionInfo: { transactionId: 'u-1' },
    evse,
    meterValue: [
      {
        timestamp: talk.now,
        sampledValue: [{ value: 6050, context: 'Transaction.End', signedMeterValue: '~signed' }],
      },
    ],
  });
  // A status of OCPP 1.6, in OCPP 2.0.1.
  status('Finishing');
  talk.after(4);
  status('Available').until('11:00:00');

  it('gives one successful charge with its energy', () => {
    const [flow, ...others] = flowsOf(talk);
    expect(others).toEqual([]);
    expect(flow).toMatchObject({ outcome: 'success', validStop: true, retries: 0, paymentMethod: 'app' });
    expect(flow?.energyWh).toBeGreaterThan(5_500);
    expect(flow?.energyWh).toBeLessThan(6_500);
  });

  it('has its wrong words counted', () => {
    const invalid = track(talk.arrivals).outcomes.filter(
      (outcome) => outcome.kind === 'message' && outcome.result === 'invalid',
    );
    expect(invalid).toHaveLength(1);
  });
});

describe('an embedded stack with PowerPathClosed that samples something else each time', () => {
  it('is judged by power over time where the register is read once', () => {
    const talk = new Conversation().connect('ocpp2.0.1').at('10:01:00');
    const info = { transactionId: 't-1', chargingState: 'Charging' };
    talk.call('StatusNotification', {
      timestamp: talk.now,
      connectorStatus: 'Occupied',
      evseId: 1,
      connectorId: 1,
    });
    talk.call('Authorize', { idToken: { idToken: '~a', type: 'ISO14443' } }, accepted);
    event(talk, 'Started', 'Authorized', {
      seqNo: 0,
      transactionInfo: { transactionId: 't-1', chargingState: 'EVConnected' },
      evse: { id: 1, connectorId: 1 },
      idToken: { idToken: '~a', type: 'ISO14443' },
      meterValue: [{ timestamp: talk.now, sampledValue: register(100, { context: 'Transaction.Begin' }) }],
    });
    event(talk.after(5), 'Updated', 'ChargingStateChanged', { seqNo: 1, transactionInfo: info });
    for (let seqNo = 2; seqNo < 12; seqNo += 1) {
      event(talk.after(60), 'Updated', 'MeterValuePeriodic', {
        seqNo,
        transactionInfo: info,
        meterValue: [
          { timestamp: talk.now, sampledValue: [{ value: 7200, measurand: 'Power.Active.Import' }] },
        ],
      });
    }
    event(talk.after(30), 'Ended', 'StopAuthorized', {
      seqNo: 12,
      transactionInfo: { transactionId: 't-1', stoppedReason: 'Local' },
      meterValue: [
        {
          timestamp: talk.now,
          sampledValue: [{ value: 30, measurand: 'Current.Import', context: 'Transaction.End' }],
        },
      ],
    });
    talk.call('StatusNotification', {
      timestamp: talk.now,
      connectorStatus: 'Available',
      evseId: 1,
      connectorId: 1,
    });
    const [flow] = flowsOf(talk.until('11:00:00'));
    expect(flow).toMatchObject({ outcome: 'success', paymentMethod: 'rfid' });
    expect(flow?.energyWh).toBeCloseTo(1_080, -2);
  });
});

describe('a stack that writes every measurand of every phase', () => {
  it('has the total counted, not the phases on top of it', () => {
    const talk = new Conversation().connect('ocpp2.0.1').at('10:01:00');
    const sampled = (kWh: number, watts: number): object[] => [
      { value: kWh, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'kWh' } },
      {
        value: kWh / 3,
        measurand: 'Energy.Active.Import.Register',
        phase: 'L1',
        unitOfMeasure: { unit: 'kWh' },
      },
      {
        value: kWh / 3,
        measurand: 'Energy.Active.Import.Register',
        phase: 'L2',
        unitOfMeasure: { unit: 'kWh' },
      },
      {
        value: kWh / 3,
        measurand: 'Energy.Active.Import.Register',
        phase: 'L3',
        unitOfMeasure: { unit: 'kWh' },
      },
      { value: watts, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'W' } },
      { value: watts / 3, measurand: 'Power.Active.Import', phase: 'L1', unitOfMeasure: { unit: 'W' } },
      { value: 230.4, measurand: 'Voltage', phase: 'L1-N' },
      { value: 0, measurand: 'Energy.Active.Export.Register', unitOfMeasure: { unit: 'Wh' } },
    ];
    const evse = { id: 1, connectorId: 1 };
    event(talk, 'Started', 'CablePluggedIn', {
      seqNo: 0,
      offline: false,
      transactionInfo: { transactionId: 'e-1', chargingState: 'EVConnected' },
      evse,
      meterValue: [{ timestamp: talk.now, sampledValue: sampled(100, 0) }],
    });
    event(talk.after(5), 'Updated', 'Authorized', {
      seqNo: 1,
      transactionInfo: { transactionId: 'e-1', chargingState: 'EVConnected' },
      idToken: { idToken: '~a', type: 'ISO14443' },
      evse,
    });
    event(talk.after(5), 'Updated', 'ChargingStateChanged', {
      seqNo: 2,
      transactionInfo: { transactionId: 'e-1', chargingState: 'Charging' },
      evse,
    });
    event(talk.after(600), 'Updated', 'MeterValuePeriodic', {
      seqNo: 3,
      transactionInfo: { transactionId: 'e-1', chargingState: 'Charging' },
      evse,
      meterValue: [{ timestamp: talk.now, sampledValue: sampled(101.8, 10_800) }],
    });
    event(talk.after(5), 'Ended', 'EVCommunicationLost', {
      seqNo: 4,
      transactionInfo: { transactionId: 'e-1', chargingState: 'Idle', stoppedReason: 'EVDisconnected' },
      evse,
    });
    const flows = flowsOf(talk.until('11:00:00'));
    expect(flows).toMatchObject([{ outcome: 'success', start: time('10:01:00'), peakW: 10_800 }]);
    expect(flows[0]?.energyWh).toBeCloseTo(1_800, 0);
  });
});

describe('a backend in between that renumbers transactions and asks for everything on connect', () => {
  it('sees a charge through the settings, triggered messages and statuses of a reconnect', () => {
    const talk = new Conversation()
      .connect()
      .command(
        'GetConfiguration',
        {},
        { configurationKey: [{ key: 'ConnectionTimeOut', readonly: false, value: '60' }] },
      )
      .command('ChangeConfiguration', { key: 'MeterValueSampleInterval', value: '10' })
      .command('TriggerMessage', { requestedMessage: 'BootNotification' })
      .call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }, { status: 'Accepted' })
      .command('ChangeAvailability', { connectorId: 0, type: 'Operative' })
      .status(0, 'Available')
      .status(1, 'Preparing')
      .at('10:01:00')
      .command('RemoteStartTransaction', { idTag: '~evcc', connectorId: 1 });
    talk
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~evcc', meterStart: 95, timestamp: talk.now },
        { transactionId: 1_693_958, idTagInfo: { status: 'Accepted' } },
      )
      .status(1, 'SuspendedEVSE')
      .after(20)
      .status(1, 'Charging')
      .after(120)
      .meter(1, 1_693_958, 295, 6_000)
      .disconnect()
      .after(30)
      .connect()
      .command('TriggerMessage', { requestedMessage: 'BootNotification' })
      .call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }, { status: 'Accepted' })
      .status(0, 'Available')
      .status(1, 'Charging')
      .after(120)
      .meter(1, 1_693_958, 495, 6_000)
      .call('StopTransaction', {
        transactionId: 1_693_958,
        meterStop: 500,
        timestamp: talk.now,
        reason: 'Remote',
      })
      .status(1, 'Finishing')
      .after(30)
      .status(1, 'Available')
      .until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([
      { outcome: 'success', energyWh: 405, recovered: false, paymentMethod: 'app' },
    ]);
  });
});

describe('a simulator whose statuses are those of another version', () => {
  it('tells cable and energy by the words of OCPP 1.6 over OCPP 2.0.1', () => {
    const talk = new Conversation().connect('ocpp2.0.1');
    const status = (connectorStatus: string): Conversation =>
      talk.call('StatusNotification', { timestamp: talk.now, connectorStatus, evseId: 1, connectorId: 1 });
    status('Available').at('10:01:00');
    status('Preparing')
      .after(5)
      .call('Authorize', { idToken: { idToken: '~a', type: 'ISO14443' } }, accepted);
    event(talk, 'Started', 'Authorized', {
      seqNo: 0,
      transactionInfo: { transactionId: 'x' },
      evse: { id: 1 },
      idToken: { idToken: '~a', type: 'ISO14443' },
    });
    status('Charging').after(300);
    event(talk, 'Ended', 'StopAuthorized', { seqNo: 1, transactionInfo: { transactionId: 'x' } });
    status('Finishing').after(10);
    status('Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', start: time('10:01:00'), retries: 0 }]);
  });

  it('tells them by Occupied over OCPP 1.6', () => {
    const talk = new Conversation().connect().status(1, 'Available').at('10:01:00').status(1, 'Occupied');
    talk
      .call('Authorize', { idTag: '~a' }, { idTagInfo: { status: 'Accepted' } })
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now },
        { transactionId: 3, idTagInfo: { status: 'Accepted' } },
      )
      .after(300)
      .call('StopTransaction', { transactionId: 3, meterStop: 900, timestamp: talk.now })
      .status(1, 'Available')
      .until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 900 }]);
  });
});
