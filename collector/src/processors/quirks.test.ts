import { describe, expect, it } from '@jest/globals';
import { EMPTY_INVENTORY, type Inventory } from '../inventory/inventory.ts';
import { QUIRK_NAMES, type Quirk } from '../model/quirk.ts';
import { shippedCatalogue } from './catalogue.ts';
import { parseQuirks, quirksOf, shippedQuirks, type QuirkCatalogue } from './quirks.ts';
import { Conversation, time, track, type Tracked } from './testkit/conversation.ts';
import { Conversation201 } from './testkit/conversation201.ts';

const accepted = { idTagInfo: { status: 'Accepted' } };

/** What the trackers make of a conversation with stations of model Q with this quirk, and without the row. */
function both(quirk: Quirk, talk: Conversation, inventory?: Inventory): { with: Tracked; without: Tracked } {
  const rows = parseQuirks('quirks.yaml', `- { model: ^Q$, quirks: [${quirk}] }`);
  if (!rows.ok) throw new Error('unreadable');
  const run = (quirks: QuirkCatalogue): Tracked =>
    track(talk.arrivals, { catalogue: { ...shippedCatalogue(), quirks }, ...(inventory && { inventory }) });
  return { with: run(rows.value), without: run([]) };
}

const begin = (): Conversation =>
  new Conversation()
    .connect()
    .call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'Q' }, { status: 'Accepted' })
    .status(1, 'Available');

const start = (talk: Conversation, meterStart = 0, idTag = '~a'): Conversation =>
  talk.call(
    'StartTransaction',
    { connectorId: 1, idTag, meterStart, timestamp: talk.now },
    { transactionId: 7, ...accepted },
  );

const stop = (talk: Conversation, meterStop: number, reason = 'Local'): Conversation =>
  talk.call('StopTransaction', { transactionId: 7, meterStop, timestamp: talk.now, reason });

/** Plugged in, started and charging 3 kWh. */
const charging = (): Conversation =>
  start(begin().at('10:01:00').status(1, 'Preparing').after(5).call('Authorize', { idTag: '~a' }, accepted))
    .after(5)
    .status(1, 'Charging')
    .after(600)
    .meter(1, 7, 3000, 18_000);

const states = ({ outcomes }: Tracked, connector = 1): readonly string[] =>
  outcomes.flatMap((outcome) =>
    outcome.kind === 'connector_state' && outcome.evse === connector ? [outcome.state] : [],
  );

describe('stations with a quirk', () => {
  it('available_with_cable_in: the next charge has its cable, though no plug-in was seen', () => {
    const talk = new Conversation201()
      .connect()
      .call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'Q' } })
      .connector('Available')
      .at('10:01:00')
      .connector('Occupied')
      .tap('~a')
      .started('T1', { trigger: 'Authorized', state: 'Charging', token: '~a', wh: 0 })
      .after(600)
      .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', wh: 3000 })
      .connector('Available')
      .after(300)
      .tap('~b')
      .started('T2', { trigger: 'Authorized', token: '~b' })
      .after(200)
      .ended('T2', { trigger: 'StopAuthorized', reason: 'Local' })
      .connector('Available')
      .until('11:00:00');
    const result = both('available_with_cable_in', talk);
    expect(result.with.flows).toMatchObject([
      { outcome: 'success', identity: '~a' },
      { outcome: 'failed', failedStage: 'handshake', identity: '~b' },
    ]);
    expect(result.with.flows[0]?.stages[7]?.result).toBe('skipped');
    expect(result.without.flows[1]).toMatchObject({ outcome: 'abandoned', reason: 'cable_not_seen' });
  });

  it('available_on_reconnect: a charge goes on though the station says Available', () => {
    const talk = charging()
      .disconnect()
      .after(20)
      .connect()
      .after(2)
      .status(1, 'Available')
      .after(400)
      .meter(1, 7, 6000, 18_000);
    stop(talk.after(10), 6100).status(1, 'Available').until('12:00:00');
    const result = both('available_on_reconnect', talk);
    expect(result.with.flows).toMatchObject([{ outcome: 'success', energyWh: 6100 }]);
    expect(result.with.outcomes.filter(({ kind }) => kind === 'flow_amended')).toEqual([]);
    expect(result.without.flows).not.toMatchObject([{ outcome: 'success' }]);
  });

  it('meter_in_kwh: a register of 3 is 3 kWh', () => {
    const talk = begin().at('10:01:00').status(1, 'Preparing');
    start(talk, 361).status(1, 'Charging').after(1_200);
    stop(talk, 364).status(1, 'Available').until('11:00:00');
    const result = both('meter_in_kwh', talk);
    expect(result.with.flows).toMatchObject([{ outcome: 'success', energyWh: 3000 }]);
    expect(result.without.flows).toMatchObject([{ outcome: 'failed', energyWh: 3 }]);
  });

  it('no_boot: a charge that does not go on after a reconnect was ended by a restart', () => {
    const talk = charging().disconnect().after(90).connect().status(1, 'Preparing').until('23:59:00');
    const result = both('no_boot', talk);
    expect(result.with.flows).toMatchObject([{ outcome: 'interrupted', reason: 'reboot' }]);
    expect(result.without.flows).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('no_boot: a charge that goes on after a reconnect was not', () => {
    const talk = charging().disconnect().after(90).connect().status(1, 'Charging').after(600);
    stop(talk.meter(1, 7, 6000, 18_000), 6000)
      .status(1, 'Available')
      .until('11:59:00');
    expect(both('no_boot', talk).with.flows).toMatchObject([{ outcome: 'success' }]);
  });

  it('connector_zero_lies: a station that says it is faulted goes on charging', () => {
    const talk = charging().status(0, 'Faulted', { errorCode: 'OtherError' }).after(60);
    stop(talk, 3200).status(1, 'Available').until('11:00:00');
    const result = both('connector_zero_lies', talk);
    expect(states(result.with)).not.toContain('faulted');
    expect(result.with.outcomes.filter(({ kind }) => kind === 'fault_raised')).toEqual([]);
    expect(states(result.without)).toContain('faulted');
  });

  it('sibling_connectors: the other connector of a station that charges one vehicle at a time is in use', () => {
    const talk = charging().status(2, 'Unavailable').after(600);
    stop(talk, 6000).status(1, 'Available').status(2, 'Available').after(60).status(2, 'Unavailable');
    const result = both('sibling_connectors', talk);
    expect(states(result.with, 2)).toEqual(['unknown', 'occupied', 'available', 'unavailable']);
    expect(states(result.without, 2)).toEqual(['unknown', 'unavailable', 'available', 'unavailable']);
  });

  it('status_time_is_fault_time: an old time does not make a status old', () => {
    const talk = begin().at('10:10:00').disconnect().after(60).connect();
    talk.status(1, 'Faulted', { errorCode: 'GroundFailure', timestamp: '2026-11-02T09:58:00Z' });
    const result = both('status_time_is_fault_time', talk);
    expect(states(result.with).at(-1)).toBe('faulted');
    expect(states(result.without).at(-1)).toBe('available');
  });

  it('local_time_as_utc: after a reconnect, what is hours ahead or behind is live', () => {
    const inventory: Inventory = {
      ...EMPTY_INVENTORY,
      sites: new Map([
        [
          'default',
          {
            ...{ id: 'default', name: '', timeZone: 'America/New_York', latitude: null, longitude: null },
            ...{ openingHours: '24/7', programme: null, slo: null, feeders: [], externalIds: {} },
          },
        ],
      ]),
    };
    const local = (talk: Conversation): string =>
      new Date(Date.parse(talk.now) - 5 * 3_600_000).toISOString().replace('Z', '');
    const talk = new Conversation()
      .connect()
      .call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'Q' }, { status: 'Accepted' });
    talk.status(1, 'Available', { timestamp: local(talk) }).at('10:01:00');
    talk.status(1, 'Preparing', { timestamp: local(talk) }).after(90);
    talk.status(1, 'Available', { timestamp: local(talk) }).until('10:30:00');
    const result = both('local_time_as_utc', talk, inventory);
    expect(result.with.flows).toMatchObject([{ start: time('10:01:00'), clockSuspect: false, late: false }]);
    expect(result.without.flows).not.toMatchObject([{ start: time('10:01:00') }]);
  });

  it('other_stop_is_local: the driver ended the charge in good order', () => {
    const talk = charging().after(60);
    stop(talk, 3200, 'Other').status(1, 'Available').until('11:00:00');
    const result = both('other_stop_is_local', talk);
    expect(result.with.flows).toMatchObject([{ outcome: 'success', validStop: true }]);
    expect(result.without.flows).toMatchObject([{ outcome: 'interrupted', reason: 'other_error' }]);
  });
});

describe('the catalogue of quirks', () => {
  const of = (vendor: string, model: string, firmware = '', protocol = 'ocpp1.6'): readonly Quirk[] =>
    quirksOf(shippedQuirks(), { vendor, model, firmware, protocol });

  it.each([
    ['FoxESS', 'A022KP1-E-A', '1.10', 'ocpp2.0.1', ['available_with_cable_in']],
    ['FoxESS', 'A022KP1-E-A', '1.10', 'ocpp1.6', []],
    ['Wall Box Chargers', 'PLP1-0-2-4', '6.7.17', 'ocpp1.6', ['no_boot']],
    ['Wall Box Chargers', 'CPB1-S-2-4', '6.6.20', 'ocpp1.6', ['available_on_reconnect', 'no_boot']],
    ['Autel', 'MaxiCharger AC Wallbox', '', 'ocpp1.6', ['connector_zero_lies']],
    ['Alfen BV', 'NG910-60023', '6.4', 'ocpp1.6', ['status_time_is_fault_time']],
    ['OpenEVSE', 'EVSE', '4.2.2', 'ocpp1.6', ['meter_in_kwh']],
    ['OpenEVSE', 'EVSE', '5.0.1', 'ocpp1.6', []],
    ['Growatt', 'THOR_11AS', 'V5.2.4', 'ocpp1.6', ['local_time_as_utc']],
    ['ABB', 'Terra AC', '1.6', 'ocpp1.6', []],
  ])('gives %s %s %s (%s) %j', (vendor, model, firmware, protocol, quirks) => {
    expect(of(vendor, model, firmware, protocol)).toEqual(quirks);
  });

  it('lets a later row cure what an earlier one gave', () => {
    const rows = parseQuirks(
      'own.yaml',
      "- { vendor: autel, firmware: '^2', cured: [connector_zero_lies] }\n",
    );
    if (!rows.ok) throw new Error('unreadable');
    const subject = { vendor: 'Autel', model: 'M', protocol: 'ocpp1.6' };
    const all = [...shippedQuirks(), ...rows.value];
    expect(quirksOf(all, { ...subject, firmware: '1.9' })).toEqual(['connector_zero_lies']);
    expect(quirksOf(all, { ...subject, firmware: '2.0' })).toEqual([]);
  });

  it('refuses wrong rows with file, line and fix', () => {
    const wrong = [
      '- { vendor: Acme, quirks: [meter_in_kw] }',
      "- { vendor: '(', quirks: [no_boot] }",
      '- { quirks: [no_boot] }',
      '- { vendor: Acme }',
      '- { vendr: Acme, quirks: [no_boot] }',
    ].join('\n');
    const parsed = parseQuirks('own.yaml', wrong);
    const errors = parsed.ok ? [] : parsed.error;
    expect(errors.map(({ file, line }) => `${file}:${line}`)).toEqual(
      expect.arrayContaining(['own.yaml:1', 'own.yaml:2', 'own.yaml:3', 'own.yaml:4', 'own.yaml:5']),
    );
    expect(errors[0]?.fix).toContain('meter_in_kwh');
  });

  it('has only quirks that a test here shows', () => {
    const shown: readonly Quirk[] = [
      ...(['available_with_cable_in', 'available_on_reconnect', 'meter_in_kwh', 'no_boot'] as const),
      ...(['connector_zero_lies', 'sibling_connectors', 'status_time_is_fault_time'] as const),
      ...(['local_time_as_utc', 'other_stop_is_local'] as const),
    ];
    expect([...shown].sort()).toEqual([...QUIRK_NAMES].sort());
  });
});
