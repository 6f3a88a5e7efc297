import { describe, expect, it } from '@jest/globals';
import type { MeterSignal } from '../model/signal.ts';
import { Conversation, TEN, meaning } from './testdata/conversation.ts';

const AT = '2026-11-01T10:00:00Z';
type Sampled = Readonly<Record<string, unknown>>;

const read16 = (sampledValue: readonly Sampled[]): readonly MeterSignal[] =>
  meaning(
    new Conversation('ocpp1.6').station('MeterValues', {
      connectorId: 1,
      transactionId: 7,
      meterValue: [{ timestamp: AT, sampledValue }],
    }),
  ).filter((signal) => signal.kind === 'meter');

const first = (signals: readonly MeterSignal[]): MeterSignal => {
  const [signal] = signals;
  if (signal === undefined) throw new Error('no meter signal');
  return signal;
};

describe('meter values', () => {
  it('without measurand and unit are the import register in Wh', () => {
    expect(first(read16([{ value: '1500' }]))).toMatchObject({
      eventAt: TEN,
      evse: 1,
      connector: 1,
      transaction: '7',
      registerWh: 1500,
      powerW: null,
      context: null,
      unreadable: 0,
    });
  });

  it('in kilo units are brought to base units', () => {
    const signal = first(
      read16([
        { value: '1.5', unit: 'kWh' },
        { value: '0.25', unit: 'kWh', measurand: 'Energy.Active.Import.Interval' },
        { value: '7.2', unit: 'kW', measurand: 'Power.Active.Import' },
        { value: '22', unit: 'kW', measurand: 'Power.Offered' },
      ]),
    );
    expect(signal).toMatchObject({ registerWh: 1500, intervalWh: 250, powerW: 7200, offeredW: 22000 });
  });

  it('sum the power of the phases, also where one is zero', () => {
    const phase = (name: string, value: string) => ({ value, phase: name, measurand: 'Power.Active.Import' });
    expect(first(read16([phase('L1', '1000'), phase('L2', '0'), phase('L3', '1200')])).powerW).toBe(2200);
    expect(first(read16([phase('L1-N', '1000'), phase('N', '5')])).powerW).toBe(1000);
  });

  it('take a total of power before the phases', () => {
    const measurand = 'Power.Active.Import';
    const signal = first(
      read16([
        { value: '900', phase: 'L1', measurand },
        { value: '3000', measurand },
      ]),
    );
    expect(signal.powerW).toBe(3000);
  });

  it('give the greatest current and the mean voltage to neutral', () => {
    const signal = first(
      read16([
        { value: '10', phase: 'L1', measurand: 'Current.Import', unit: 'A' },
        { value: '16', phase: 'L2', measurand: 'Current.Import', unit: 'A' },
        { value: '228', phase: 'L1-N', measurand: 'Voltage', unit: 'V' },
        { value: '232', phase: 'L2-N', measurand: 'Voltage', unit: 'V' },
        { value: '400', phase: 'L1-L2', measurand: 'Voltage', unit: 'V' },
      ]),
    );
    expect(signal).toMatchObject({ currentA: 16, voltageV: 230 });
  });

  it('bring a voltage between lines down to neutral when there is no other', () => {
    const signal = first(read16([{ value: '400', phase: 'L1-L2', measurand: 'Voltage', unit: 'V' }]));
    expect(signal.voltageV).toBeCloseTo(230.94, 2);
  });

  it('prefer the outlet to the inlet, in either order', () => {
    const inlet = { value: '9', location: 'Inlet' };
    const outlet = { value: '5', location: 'Outlet' };
    expect(first(read16([inlet, outlet])).registerWh).toBe(5);
    expect(first(read16([outlet, inlet])).registerWh).toBe(5);
    expect(first(read16([inlet])).registerWh).toBe(9);
  });

  it('give state of charge and temperature in any scale', () => {
    const measurand = 'Temperature';
    expect(first(read16([{ value: '81', measurand: 'SoC', unit: 'Percent', location: 'EV' }])).soc).toBe(81);
    expect(first(read16([{ value: '300.15', measurand, unit: 'K' }])).temperatureC).toBeCloseTo(27);
    expect(first(read16([{ value: '95', measurand, unit: 'Fahrenheit' }])).temperatureC).toBe(35);
    expect(first(read16([{ value: '40', measurand, unit: 'Celcius' }])).temperatureC).toBe(40);
  });

  it.each(['', '  ', 'NaN', '12,5', 'abc'])('count %p as unreadable', (value) => {
    expect(first(read16([{ value }, { value: '3', measurand: 'SoC' }]))).toMatchObject({
      registerWh: null,
      soc: 3,
      unreadable: 1,
    });
  });

  it('count a unit that does not belong to the measurand as unreadable', () => {
    expect(first(read16([{ value: '5', measurand: 'Power.Active.Import', unit: 'A' }]))).toMatchObject({
      powerW: null,
      unreadable: 1,
    });
  });

  it('leave signed data and other measurands out without counting them', () => {
    const signal = first(
      read16([
        { value: 'OCMF|{}|{}', format: 'SignedData' },
        { value: '50', measurand: 'Frequency' },
      ]),
    );
    expect(signal).toMatchObject({ registerWh: null, unreadable: 0 });
  });

  it('of two contexts in one entry become two signals', () => {
    const signals = read16([
      { value: '100', context: 'Transaction.Begin' },
      { value: '900', context: 'Transaction.End' },
      { value: '5', measurand: 'SoC' },
    ]);
    expect(signals.map(({ context, registerWh, soc }) => [context, registerWh, soc])).toEqual([
      ['Transaction.Begin', 100, 5],
      ['Transaction.End', 900, null],
    ]);
  });

  it('of several entries become several signals in order', () => {
    const meterValue = ['10:00', '10:01', '10:02'].map((minute, index) => ({
      timestamp: `2026-11-01T${minute}:00Z`,
      sampledValue: [{ value: String(index) }],
    }));
    const signals = meaning(new Conversation().station('MeterValues', { connectorId: 0, meterValue }));
    expect(signals).toMatchObject([
      { evse: 0, connector: 0, transaction: null, registerWh: 0, eventAt: TEN },
      { registerWh: 1, eventAt: TEN + 60_000 },
      { registerWh: 2, eventAt: TEN + 120_000 },
    ]);
  });

  it('of a hostile size are read in part', () => {
    const sampledValue = Array.from({ length: 50_000 }, () => ({ value: 'x' }));
    expect(first(read16(sampledValue)).unreadable).toBeLessThanOrEqual(4_096);
  });

  it('of OCPP 2.x use the power of ten', () => {
    const sampledValue = [
      { value: 1.5, unitOfMeasure: { unit: 'Wh', multiplier: 3 } },
      { value: 72, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'kW', multiplier: -1 } },
    ];
    const signals = meaning(
      new Conversation('ocpp2.0.1').station('MeterValues', {
        evseId: 3,
        meterValue: [{ timestamp: AT, sampledValue }],
      }),
    );
    expect(signals).toMatchObject([{ evse: 3, connector: null, registerWh: 1500, powerW: 7200 }]);
  });
});

describe('signed meter values of OCPP 2.x', () => {
  const at = (second: number): string => `2026-11-01T10:00:${String(second).padStart(2, '0')}Z`;
  const registers = (meterValue: readonly object[]) =>
    meaning(
      new Conversation('ocpp2.0.1').station('TransactionEvent', {
        eventType: 'Updated',
        timestamp: AT,
        triggerReason: 'MeterValuePeriodic',
        seqNo: 1,
        transactionInfo: { transactionId: 'tx-1' },
        meterValue,
      }),
    ).flatMap((signal) => (signal.kind === 'meter' ? [signal.registerWh] : []));
  const plain = (value: number, second: number) => ({ timestamp: at(second), sampledValue: [{ value }] });
  const signed = (value: number, second: number) => ({
    timestamp: at(second),
    // As the redaction leaves it. The number is that of the signature, in kWh.
    sampledValue: [{ value, signedMeterValue: '~signed' }],
  });

  it('do not count beside the plain ones that they repeat in another unit', () => {
    expect(registers([plain(2_114_135.6, 1), plain(2_133_854.3, 30), signed(2_114.1356, 1)])).toEqual([
      2_114_135.6, 2_133_854.3,
    ]);
  });

  it('count where there are no others', () => {
    expect(registers([signed(5_000, 1), signed(9_000, 30)])).toEqual([5_000, 9_000]);
  });
});
