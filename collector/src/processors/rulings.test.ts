import { describe, expect, it } from '@jest/globals';
import { EMPTY_INVENTORY, type Inventory } from '../inventory/inventory.ts';
import { Conversation201 } from './testkit/conversation201.ts';
import { Conversation, track } from './testkit/conversation.ts';

const accepted = { idTagInfo: { status: 'Accepted' } };

/** Plug, tap, transaction 7 on connector 1 at 10:01:00. */
const started = (meterStart = 1000, answer: object = accepted): Conversation => {
  const talk = new Conversation().connect().status(1, 'Available').at('10:00:55').status(1, 'Preparing');
  talk.call('Authorize', { idTag: '~a' }, accepted).at('10:01:00');
  return talk.call(
    'StartTransaction',
    { connectorId: 1, idTag: '~a', meterStart, timestamp: talk.now },
    { transactionId: 7, ...answer },
  );
};

const stopped = (talk: Conversation, meterStop: number, reason: string): Conversation =>
  talk
    .call('StopTransaction', { transactionId: 7, meterStop, timestamp: talk.now, reason })
    .after(5)
    .status(1, 'Available')
    .until('23:00:00');

const verdictOf = (talk: Conversation, inventory: Inventory = EMPTY_INVENTORY): string => {
  const { flows } = track(talk.arrivals, { inventory });
  return flows.map((flow) => [flow.outcome, flow.failedStage, flow.reason].join(' ').trimEnd()).join(', ');
};

const power = (talk: Conversation, watts: number): Conversation =>
  talk.call('MeterValues', {
    connectorId: 1,
    transactionId: 7,
    meterValue: [
      {
        timestamp: talk.now,
        sampledValue: [{ value: String(watts), measurand: 'Power.Active.Import', unit: 'W' }],
      },
    ],
  });

const site = (powerType: 'AC' | 'DC', ratedW: number): Inventory => ({
  ...EMPTY_INVENTORY,
  stations: new Map([
    [
      'CS-1',
      {
        id: 'CS-1',
        site: 'S',
        vendor: '',
        model: '',
        commissioned: null,
        evses: [
          {
            id: 1,
            connectors: [{ id: 1, powerType, ratedW, portId: null, externalIds: {} }],
            externalIds: {},
          },
        ],
        connectorMap: {},
        externalIds: {},
      },
    ],
  ]),
});

describe('ruling 1, what energy is', () => {
  it('a status alone is not energy where the station has a meter', () => {
    const talk = started().after(5).status(1, 'Charging').after(60).meter(1, 7, 1000, 0).after(300);
    expect(verdictOf(stopped(talk, 1000, 'Local'))).toBe('failed handshake no_energy');
  });

  it('a minute of Charging is energy where the station sends no meter values at all', () => {
    const talk = started(0).after(5).status(1, 'Charging').after(61);
    expect(verdictOf(stopped(talk, 0, 'Local'))).toBe('success');
    const short = started(0).after(60).status(1, 'Charging').after(59);
    expect(verdictOf(stopped(short, 0, 'Local'))).toBe('failed handshake no_energy');
  });

  it('registers of start and stop that do not differ outweigh the status', () => {
    const talk = started(7_000).after(5).status(1, 'Charging').after(300);
    expect(verdictOf(stopped(talk, 7_000, 'Local'))).toBe('failed handshake no_energy');
  });

  it('a station without meter values that vanishes while charging was charging', () => {
    const talk = started(0).after(5).status(1, 'Charging').after(600);
    talk.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }).until('23:00:00');
    expect(verdictOf(talk)).toBe('interrupted energy reboot');
  });

  it('a station without meter values that is never stopped has charged all the same', () => {
    const talk = started(0).after(5).status(1, 'Charging');
    for (let hour = 0; hour < 13; hour += 1) talk.after(3_500).call('Heartbeat', {});
    expect(verdictOf(talk)).toBe('unknown  meter_register_stalled');
  });

  it('the floor is that of AC, 50 Wh, where nothing says AC or DC, and 100 Wh for DC', () => {
    const talk = (): Conversation => {
      const minutes = started().after(5).status(1, 'Charging').after(60).meter(1, 7, 1030, 5_000).after(60);
      return stopped(minutes.meter(1, 7, 1080, 5_000), 1080, 'Local');
    };
    expect(verdictOf(talk())).toBe('success');
    expect(verdictOf(talk(), site('DC', 100_000))).toBe('failed energy low_energy');
  });

  it('the handshake timer is that of DC, 90 s, where nothing says AC or DC, and 30 s for AC', () => {
    const talk = (): Conversation => stopped(started().after(60), 1000, 'Local');
    expect(verdictOf(talk())).toBe('abandoned  driver_left');
    expect(verdictOf(talk(), site('AC', 11_000))).toBe('failed handshake no_energy');
  });

  it('power over time is the energy of a station that sends no register', () => {
    const talk = started(0).after(5);
    for (let minute = 0; minute < 10; minute += 1) power(talk.after(60), 30_000);
    talk.call('StopTransaction', { transactionId: 7, timestamp: talk.now, reason: 'Local' });
    const { flows } = track(talk.status(1, 'Available').until('11:00:00').arrivals);
    expect(flows).toMatchObject([{ outcome: 'success' }]);
    expect(flows[0]?.energyWh).toBeCloseTo(4_500, -2);
  });
});

describe('ruling 2, little or no energy', () => {
  it.each(['Local', 'Remote', 'EVDisconnected'])('stopped by %s inside the timer is abandoned', (reason) => {
    expect(verdictOf(stopped(started().after(40), 1000, reason))).toBe('abandoned  driver_left');
  });

  it('some energy below the floor after the timer has failed at energy', () => {
    const talk = started().after(5).status(1, 'Charging').after(200).meter(1, 7, 1030, 3_000);
    expect(verdictOf(stopped(talk, 1030, 'Local'))).toBe('failed energy low_energy');
  });

  it('an abnormal stop below the floor has failed at energy, or at the handshake when none flowed', () => {
    const some = started().after(5).status(1, 'Charging').after(20).meter(1, 7, 1030, 3_000);
    expect(verdictOf(stopped(some, 1030, 'EmergencyStop'))).toBe('failed energy emergency_stop');
    expect(verdictOf(stopped(started().after(20), 1000, 'EmergencyStop'))).toBe(
      'failed handshake emergency_stop',
    );
  });

  it('a fault without a stop below the floor is no interruption either', () => {
    const talk = started().after(5).status(1, 'Charging').after(20).meter(1, 7, 1030, 3_000);
    talk
      .status(1, 'Faulted', { errorCode: 'GroundFailure' })
      .after(30)
      .status(1, 'Available')
      .until('11:00:00');
    expect(verdictOf(talk)).toBe('failed energy ground_fault');
  });
});

describe('ruling 3, the failed stage', () => {
  it('of an interruption is stop when the end was asked for and only stopping went wrong', () => {
    const talk = started().after(5).status(1, 'Charging').after(600).meter(1, 7, 4000, 20_000);
    talk.command('RemoteStopTransaction', { transactionId: 7 });
    expect(verdictOf(stopped(talk, 4000, 'Other'))).toBe('interrupted stop stop_failed');
  });

  it('of an interruption in the middle of a charge is energy', () => {
    const talk = started().after(5).status(1, 'Charging').after(600).meter(1, 7, 4000, 20_000);
    expect(verdictOf(stopped(talk, 4000, 'Other'))).toBe('interrupted energy other_error');
  });
});

describe('ruling 4, refusals', () => {
  it.each([
    ['Blocked', 'credential_blocked'],
    ['Expired', 'credential_expired'],
    ['Invalid', 'credential_invalid'],
  ])('%s is refused', (status, reason) => {
    const talk = new Conversation().connect().at('10:01:00').status(1, 'Preparing');
    talk.call('Authorize', { idTag: '~a' }, { idTagInfo: { status } }).after(30).status(1, 'Available');
    expect(verdictOf(talk.until('11:00:00'))).toBe(`refused authorize ${reason}`);
  });

  it('a start whose answer says Invalid, ended before energy, is refused although the card was accepted before', () => {
    const talk = started(1000, { idTagInfo: { status: 'Invalid' } }).after(3);
    expect(verdictOf(stopped(talk, 1000, 'DeAuthorized'))).toBe('refused authorize credential_invalid');
  });

  it('a start whose answer says Invalid and which charges all the same is a charge', () => {
    const talk = started(1000, { idTagInfo: { status: 'Invalid' } })
      .after(5)
      .status(1, 'Charging')
      .after(600)
      .meter(1, 7, 4000, 20_000);
    expect(verdictOf(stopped(talk, 4000, 'Local'))).toBe('success');
  });

  it('an answer without a readable verdict is an error of the backend', () => {
    const talk = new Conversation().connect().at('10:01:00').status(1, 'Preparing');
    talk.call('Authorize', { idTag: '~a' }, {}).after(90).status(1, 'Available').until('11:00:00');
    expect(verdictOf(talk)).toBe('failed authorize authorize_error');
  });
});

describe('ruling 5, who left and what failed', () => {
  it('CX009 does not make a failure of a driver who presents no credential', () => {
    const talk = new Conversation().connect().at('10:01:00').status(1, 'Preparing').after(90);
    const cx009 = { errorCode: 'OtherError', vendorId: 'https://chargex.inl.gov', vendorErrorCode: 'CX009' };
    talk.status(1, 'Preparing', cx009).after(20).status(1, 'Available').until('11:00:00');
    expect(verdictOf(talk)).toBe('abandoned  no_credential');
  });

  it('a restart while the driver looks for the card has failed, one long after is nobody’s matter', () => {
    const restarted = (seconds: number): Conversation =>
      new Conversation()
        .connect()
        .at('10:01:00')
        .status(1, 'Preparing')
        .after(seconds)
        .call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' })
        .status(1, 'Available')
        .until('11:00:00');
    expect(verdictOf(restarted(20))).toBe('failed plug_in reboot');
    expect(verdictOf(restarted(300))).toBe('abandoned  no_credential');
  });

  it('a connector that is Faulted without saying why has failed', () => {
    const talk = new Conversation().connect().at('10:01:00').status(1, 'Preparing').after(10);
    talk.status(1, 'Faulted').after(30).status(1, 'Available').until('11:00:00');
    const { flows } = track(talk.arrivals);
    expect(flows).toMatchObject([{ outcome: 'failed', reason: 'equipment_fault', errorCodes: [] }]);
  });

  it('a connector that becomes Unavailable after card and cable has failed at the start', () => {
    const talk = new Conversation().connect().at('10:01:00').status(1, 'Preparing');
    talk.call('Authorize', { idTag: '~a' }, accepted).after(5).status(1, 'Unavailable').after(60);
    expect(verdictOf(talk.status(1, 'Available').until('11:00:00'))).toBe('failed start no_transaction');
  });

  it('codes that say nothing about a charge do not judge it', () => {
    const talk = started().after(5).status(1, 'Preparing', { errorCode: 'WeakSignal' }).after(20);
    expect(verdictOf(stopped(talk, 1000, 'Local'))).toBe('abandoned  driver_left');
  });

  it('a start that the backend answered with an error and that gave no energy has failed at the start', () => {
    const talk = new Conversation().connect().at('10:01:00').status(1, 'Preparing');
    talk
      .call('Authorize', { idTag: '~a' }, accepted)
      .callFails('StartTransaction', { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now })
      .after(120)
      .call('StopTransaction', { transactionId: -1, meterStop: 0, timestamp: '2026-11-02T10:03:00Z' })
      .status(1, 'Available')
      .until('11:00:00');
    expect(verdictOf(talk)).toBe('failed start start_unanswered');
  });
});

describe('ruling 6, one flow', () => {
  it('further taps and remote starts inside one plug-in are retries', () => {
    const talk = new Conversation().connect().at('10:01:00').status(1, 'Preparing');
    talk
      .call('Authorize', { idTag: '~a' }, { idTagInfo: { status: 'Invalid' } })
      .after(10)
      .call('Authorize', { idTag: '~b' }, { idTagInfo: { status: 'Invalid' } })
      .after(10)
      .command('RemoteStartTransaction', { connectorId: 1, idTag: '~app' }, { status: 'Rejected' })
      .after(10)
      .command('RemoteStartTransaction', { connectorId: 1, idTag: '~app' }, { status: 'Rejected' })
      .status(1, 'Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ retries: 2 }]);
  });

  it('Preparing after Finishing with the cable still in begins a new one with the next credential', () => {
    const talk = started().after(5).status(1, 'Charging').after(600).meter(1, 7, 4000, 20_000);
    talk
      .call('StopTransaction', { transactionId: 7, meterStop: 4000, timestamp: talk.now, reason: 'Local' })
      .status(1, 'Finishing')
      .after(60)
      .status(1, 'Preparing')
      .after(5)
      .call('Authorize', { idTag: '~b' }, accepted)
      .after(120)
      .status(1, 'Available')
      .until('11:00:00');
    expect(verdictOf(talk)).toBe('success, failed start no_transaction');
  });

  it('a status of Preparing after Finishing alone is no attempt', () => {
    const talk = started().after(5).status(1, 'Charging').after(600).meter(1, 7, 4000, 20_000);
    talk
      .call('StopTransaction', { transactionId: 7, meterStop: 4000, timestamp: talk.now, reason: 'Local' })
      .status(1, 'Finishing')
      .after(60)
      .status(1, 'Preparing')
      .after(120)
      .status(1, 'Available')
      .until('11:00:00');
    expect(verdictOf(talk)).toBe('success');
  });
});

describe('a driver who leaves after a try that failed', () => {
  it('has not just left: the flow has failed as that try did', () => {
    const talk = started().after(120).status(1, 'Preparing', { errorCode: 'EVCommunicationError' });
    talk
      .call('StopTransaction', { transactionId: 7, meterStop: 1000, timestamp: talk.now, reason: 'Other' })
      .status(1, 'Finishing')
      .after(15)
      .call('Authorize', { idTag: '~a' }, accepted);
    talk
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~a', meterStart: 1000, timestamp: talk.now },
        { transactionId: 8, ...accepted },
      )
      .after(5)
      .call('StopTransaction', { transactionId: 8, meterStop: 1000, timestamp: talk.now, reason: 'Local' })
      .status(1, 'Available')
      .until('11:00:00');
    expect(verdictOf(talk)).toBe('failed handshake ev_communication_error');
  });
});

describe('ruling 13, managed charging', () => {
  const limit = (talk: Conversation, amperes: number): Conversation =>
    talk.command('SetChargingProfile', {
      connectorId: 1,
      csChargingProfiles: {
        chargingProfileId: 1,
        stackLevel: 0,
        chargingProfilePurpose: 'TxDefaultProfile',
        chargingProfileKind: 'Absolute',
        chargingSchedule: {
          chargingRateUnit: 'A',
          chargingSchedulePeriod: [{ startPeriod: 0, limit: amperes }],
        },
      },
    });

  it('SuspendedEVSE under a limit that was set before the driver came is no failure', () => {
    const talk = limit(new Conversation().connect().status(1, 'Available'), 0).at('10:00:55');
    talk.status(1, 'Preparing').call('Authorize', { idTag: '~a' }, accepted).at('10:01:00');
    talk.call(
      'StartTransaction',
      { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now },
      { transactionId: 7, ...accepted },
    );
    const waiting = talk.after(5).status(1, 'SuspendedEVSE').after(1_800);
    expect(verdictOf(stopped(waiting, 0, 'EVDisconnected'))).toBe('abandoned  driver_left');
  });

  it('SuspendedEVSE without any limit, or after it was lifted, runs into the timer', () => {
    const waiting = started().after(5).status(1, 'SuspendedEVSE').after(1_800);
    expect(verdictOf(stopped(waiting, 1000, 'EVDisconnected'))).toBe('failed handshake no_energy');
    const lifted = limit(limit(started(), 0).after(5).status(1, 'SuspendedEVSE').after(1_800), 16).after(600);
    expect(verdictOf(stopped(lifted, 1000, 'EVDisconnected'))).toBe('failed handshake no_energy');
  });

  it('a full vehicle that stops after a little energy is a success', () => {
    const talk = started().after(5).status(1, 'Charging').after(30).meter(1, 7, 1030, 3_000);
    expect(verdictOf(stopped(talk.status(1, 'SuspendedEV').after(600), 1030, 'EVDisconnected'))).toBe(
      'success',
    );
  });
});

describe('ruling 14, power above zero', () => {
  it('is one percent of the rating, or of 11 kW where that is not known', () => {
    const talk = (watts: number): Conversation => {
      const steps = started(0).after(5).status(1, 'Charging');
      power(power(steps.after(60), watts).after(60), watts);
      return stopped(steps.after(60), 0, 'Local');
    };
    const reached = (watts: number, inventory?: Inventory): boolean | undefined =>
      track(talk(watts).arrivals, inventory ? { inventory } : {}).flows[0]?.reachedEnergy;
    expect(reached(109)).toBe(false);
    expect(reached(110)).toBe(true);
    expect(reached(400, site('DC', 50_000))).toBe(false);
  });

  it('is ten watt-hours on the register', () => {
    const reached = (wh: number): boolean | undefined =>
      track(stopped(started().after(100), 1000 + wh, 'Local').arrivals).flows[0]?.reachedEnergy;
    expect(reached(9)).toBe(false);
    expect(reached(10)).toBe(true);
  });
});

describe('evidence', () => {
  it('holds no text of the vendor and no identity', () => {
    const talk = started().status(1, 'Faulted', {
      errorCode: 'OtherError',
      info: 'secret info',
      vendorErrorCode: 'ACME-42',
    });
    stopped(talk, 1000, 'AcmeSpecialReason');
    const text = JSON.stringify(track(talk.arrivals).flows.map((flow) => flow.evidence));
    expect(text).not.toMatch(/acme|secret|~a/i);
  });

  it('has one line a change, however often it is said', () => {
    const talk = started();
    for (let times = 0; times < 50; times += 1) talk.after(10).status(1, 'Charging');
    const [flow] = track(stopped(talk.meter(1, 7, 3000, 9_000), 3000, 'Local').arrivals).flows;
    expect(flow?.evidence.filter((line) => line.text === 'status charging')).toHaveLength(1);
  });
});

describe('the unified error codes of CharIN', () => {
  it.each([
    ['SLACTimeout', 'ev_communication_error'],
    ['TLSHandshakeError', 'iso15118_failed'],
  ])('name the reason when a station of OCPP 1.6 sends %s as its own code', (code, reason) => {
    const talk = started().after(5);
    talk.status(1, 'Faulted', { errorCode: 'OtherError', vendorErrorCode: code }).after(30);
    expect(verdictOf(stopped(talk, 1000, 'Other'))).toBe(`failed handshake ${reason}`);
  });

  it('name the reason when a station of OCPP 2.x sends one as techCode', () => {
    const talk = new Conversation201()
      .connect()
      .connector('Occupied')
      .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', token: '~a' })
      .after(5)
      .event('EVSE', 'Problem', { techCode: 'SLACTimeout' })
      .after(30)
      .ended('T1', { trigger: 'AbnormalCondition', reason: 'Other' })
      .connector('Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'handshake', reason: 'ev_communication_error' },
    ]);
  });
});
