import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import type { CapabilityCause } from '../model/capability.ts';
import { REASONS } from '../model/reason.ts';
import { parsePaymentMessages } from '../ocpp/payment-messages.ts';
import { shippedCatalogue } from './catalogue.ts';
import { shippedErrorCodes } from './error-codes.ts';
import { shippedFaults } from './fault-catalogue.ts';
import { faultsNoticed } from './noticed-faults.ts';
import { track } from './testkit/conversation.ts';
import { Conversation16 } from './testkit/conversation16.ts';
import { Conversation201 } from './testkit/conversation201.ts';

const rows = parsePaymentMessages(
  'own.yaml',
  '- { vendor_id: ^acme$, message_id: ^Offline$, phase: terminal_offline }\n' +
    '- { vendor_id: ^acme$, message_id: ^Timeout$, phase: timed_out, method: card_terminal }',
);
const catalogue = { ...shippedCatalogue(), paymentMessages: rows.ok ? rows.value : [] };

type Change = readonly [kind: 'raised' | 'cleared', fault: string, place: string];

const changesOf = (arrivals: readonly Arrival[]): readonly Change[] =>
  track(arrivals, { catalogue }).outcomes.flatMap((outcome): Change[] =>
    outcome.kind === 'fault_raised' || outcome.kind === 'fault_cleared'
      ? [
          [
            outcome.kind === 'fault_raised' ? 'raised' : 'cleared',
            outcome.fault,
            `${outcome.evse}/${outcome.connector}`,
          ],
        ]
      : [],
  );
const raisedBy = (talk: { readonly arrivals: readonly Arrival[] }): readonly string[] =>
  changesOf(talk.arrivals).flatMap(([kind, fault]) => (kind === 'raised' ? [fault] : []));

const faulted = (errorCode: string, more: object = {}): Conversation16 =>
  Conversation16.idle().status(1, 'Faulted', { errorCode, ...more });
const mrec = (code: string): Conversation16 =>
  faulted('OtherError', { vendorId: 'https://chargex.inl.gov', vendorErrorCode: code });
const problem = (component: string, variable: string, more: object = {}): Conversation201 =>
  new Conversation201().connect().connector('Available').event(component, variable, more);
const security = (type: string): Conversation201 =>
  new Conversation201()
    .connect()
    .call('SecurityEventNotification', { type, timestamp: '2026-11-02T10:00:00Z' });
const stopped = (reason: string): Conversation201 =>
  new Conversation201()
    .connect()
    .connector('Occupied')
    .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', token: '~a' })
    .after(30)
    .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging', wh: 0, w: 50_000 })
    .after(300)
    .ended('T1', { trigger: 'AbnormalCondition', reason, wh: 4_000 });
const boots = (...minutes: readonly number[]): Conversation16 =>
  minutes.reduce(
    (talk, minute) => talk.at(`10:${String(minute).padStart(2, '0')}:00`).boot(),
    Conversation16.idle(),
  );
const paying = (messageId: string): Conversation16 =>
  Conversation16.idle()
    .status(1, 'Preparing')
    .after(20)
    .call(
      'DataTransfer',
      { vendorId: 'acme', messageId, data: JSON.stringify({ connectorId: 1 }) },
      { status: 'Accepted' },
    )
    .after(60)
    .status(1, 'Available')
    .until('11:00:00');
/** In contact for half a day, and its register stands still. */
const zombie = (): Conversation16 => {
  const talk = Conversation16.charging();
  for (let minute = 0; minute < 13 * 60; minute += 4) talk.after(240).call('Heartbeat', {});
  return talk;
};
/** Power flows for half an hour, and the register counts nothing. */
const registerStandsStill = (): Conversation16 => {
  const talk = Conversation16.started().after(10).status(1, 'Charging');
  for (let sample = 0; sample < 4; sample += 1) talk.after(600).meter(1, 7, 0, 9_000);
  return talk.after(60).stop(7, 0).after(5).status(1, 'Available').until('11:30:00');
};
const tapped = (): Conversation16 => Conversation16.idle().status(1, 'Preparing').after(5);

/** Frames that show a fault; each but `other` names it by itself. */
const SHOWN: Readonly<Record<string, readonly { readonly arrivals: readonly Arrival[] }[]>> = {
  other: [faulted('OtherError'), faulted('InternalError'), Conversation16.idle().status(1, 'Faulted')],
  F01: [
    faulted('ConnectorLockFailure'),
    mrec('CX001'),
    Conversation16.idle().command('UnlockConnector', { connectorId: 1 }, { status: 'UnlockFailed' }),
    problem('ConnectorPlugRetentionLock', 'Problem'),
  ],
  F02: [mrec('CX025')],
  F03: [mrec('CX020')],
  F04: [mrec('CX026'), problem('CableBreakawaySensor', 'Active')],
  F05: [mrec('CX014'), mrec('CX023'), problem('CPPWMController', 'Problem')],
  F06: [mrec('CX018'), problem('Connector', 'Problem', { techCode: 'CX019' })],
  F07: [faulted('PowerSwitchFailure'), mrec('CX017'), mrec('CX024')],
  F08: [problem('AcDcConverter', 'Problem')],
  F09: [mrec('CX012')],
  F11: [faulted('HighTemperature'), mrec('CX003'), problem('AirCoolingSystem', 'Problem')],
  F12: [problem('LiquidCoolingSystem', 'Problem')],
  F13: [faulted('OverVoltage'), mrec('CX005')],
  F14: [faulted('GroundFailure'), mrec('CX002'), stopped('GroundFault')],
  F15: [mrec('CX022'), mrec('CX011'), mrec('CX021'), problem('GroundIsolationProtection', 'Tripped')],
  F16: [mrec('CX008'), stopped('EmergencyStop')],
  F17: [faulted('PowerMeterFailure'), problem('FiscalMetering', 'Problem')],
  F18: [
    Conversation16.charging()
      .after(300)
      .meter(1, 7, 40, 11_000)
      .after(60)
      .stop(7, 2_000)
      .after(5)
      .status(1, 'Available')
      .until('11:00:00'),
    registerStandsStill(),
  ],
  F19: [paying('Offline')],
  F20: [paying('Timeout')],
  F21: [faulted('ReaderFailure'), problem('TokenReader', 'Problem')],
  F22: [problem('Display', 'Problem')],
  F23: [mrec('CX013')],
  F24: [faulted('WeakSignal'), mrec('CX007')],
  F28: [security('FailedToAuthenticateAtCsms'), security('InvalidTLSVersion')],
  F29: [tapped().tap('~a', null).after(120).status(1, 'Available').until('11:00:00')],
  F30: [tapped().callFails('Authorize', { idTag: '~a' }).after(120).status(1, 'Available').until('11:00:00')],
  F31: [boots(1, 9, 17)],
  F33: [faulted('ResetFailure')],
  F34: [zombie()],
  F36: [faulted('EVCommunicationError'), problem('EVSE', 'Problem', { techCode: 'SLACTimeout' })],
  F37: [problem('ISO15118Ctrlr', 'Problem'), problem('EVSE', 'Problem', { techCode: 'TLSHandshakeError' })],
  F38: [mrec('CX010'), mrec('CX016')],
  F39: [mrec('CX015'), problem('ElectricalFeed', 'Problem')],
  F40: [faulted('UnderVoltage'), mrec('CX006'), stopped('PowerQuality')],
  F42: [security('TamperDetectionActivated'), problem('TiltSensor', 'Active')],
  F43: [faulted('OverCurrentFailure'), mrec('CX004'), stopped('OvercurrentFault')],
};

describe('faults of the catalogue that OCPP shows', () => {
  const cases = Object.entries(SHOWN).flatMap(([fault, talks]) =>
    talks.map((talk, n) => ({ fault, n, talk })),
  );

  it.each(cases)('$fault is raised by frames that show it ($n)', ({ fault, talk }) => {
    const raised = raisedBy(talk).filter((one) => fault === 'other' || one !== 'other');
    expect([...new Set(raised)]).toEqual([fault]);
  });

  it('are all but those that are said to be seen elsewhere', () => {
    const seen = [...shippedFaults().values()].filter(({ seen_by }) => ['code', 'station'].includes(seen_by));
    // Low power takes many charges: below.
    expect(seen.map(({ id }) => id).filter((id) => id !== 'F10')).toEqual(
      Object.keys(SHOWN).sort(byCatalogue),
    );
  });

  it.each<[CapabilityCause, string[]]>([
    ['low_power', ['fault_raised F10', 'fault_cleared F10']],
    ['failing_starts', []],
  ])('a connector that is not capable for %s has the faults %j', (cause, faults) => {
    const stretch = {
      ...{ site: 'north', station: 'CS-1', evse: 1, connector: 1, start: 0, end: null },
      ...{ cause, evidence: [], vehicles: 3, proof: null },
    };
    const changes = faultsNoticed([
      { kind: 'capability', at: 1, stretch },
      { kind: 'capability', at: 2, stretch: { ...stretch, end: 2, proof: 'f' } },
    ]);
    expect(changes.map((change) => ('fault' in change ? `${change.kind} ${change.fault}` : ''))).toEqual(
      faults,
    );
  });
});

const order = [...shippedFaults().keys()];
const byCatalogue = (one: string, other: string): number => order.indexOf(one) - order.indexOf(other);

describe('a boot loop', () => {
  it('is three restarts within half an hour, and over when half an hour passes without one', () => {
    expect(changesOf(boots(1, 20, 40).until('11:30:00').arrivals)).toEqual([]);
    const looping = boots(1, 9, 17, 25);
    expect(changesOf(looping.arrivals)).toEqual([['raised', 'F31', '0/0']]);
    expect(changesOf(looping.at('10:54:59').call('Heartbeat', {}).arrivals)).toEqual([
      ['raised', 'F31', '0/0'],
    ]);
    expect(changesOf(looping.until('10:56:00').arrivals)).toEqual([
      ['raised', 'F31', '0/0'],
      ['cleared', 'F31', '0/0'],
    ]);
  });

  it('is none where somebody asked for the restarts', () => {
    const asked = ['RemoteReset', 'FirmwareUpdate', 'ScheduledReset'].reduce(
      (talk, reason) =>
        talk
          .after(60)
          .call(
            'BootNotification',
            { reason, chargingStation: { vendorName: 'V', model: 'M' } },
            { status: 'Accepted', interval: 300, currentTime: talk.now },
          ),
      new Conversation201().connect(),
    );
    expect(raisedBy(asked)).toEqual([]);
  });
});

describe('a fault that a stop shows', () => {
  it('lasts until the connector says otherwise, and is one fault where a status says it too', () => {
    const talk = stopped('EmergencyStop');
    expect(changesOf(talk.arrivals)).toEqual([['raised', 'F16', '1/1']]);
    talk.after(60).connector('Available');
    expect(changesOf(talk.arrivals).at(-1)).toEqual(['cleared', 'F16', '1/1']);
  });

  it('is none for stops that say nothing of the equipment', () => {
    for (const reason of ['Local', 'Reboot', 'DeAuthorized', 'ImmediateReset'])
      expect(raisedBy(stopped(reason))).toEqual([]);
  });
});

describe('a lock that did not move', () => {
  it('is repaired when it moves', () => {
    const talk = Conversation16.idle()
      .command('UnlockConnector', { connectorId: 2 }, { status: 'UnlockFailed' })
      .command('UnlockConnector', { connectorId: 2 }, { status: 'Unlocked' });
    expect(changesOf(talk.arrivals)).toEqual([
      ['raised', 'F01', '2/1'],
      ['cleared', 'F01', '2/1'],
    ]);
  });
});

describe('the two catalogues', () => {
  it('agree: every code and every reason names faults that there are', () => {
    const faults = shippedFaults();
    const named = [
      ...[...shippedErrorCodes().values()].map(({ fault }) => fault),
      ...Object.values(REASONS).flatMap((reason) => [...reason.faults]),
    ];
    expect(named.filter((fault) => fault !== null && !faults.has(fault))).toEqual([]);
  });

  it('hold every fault from F01 to F42', () => {
    const ids = Array.from({ length: 42 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`);
    expect(ids.filter((id) => !shippedFaults().has(id))).toEqual([]);
  });
});
