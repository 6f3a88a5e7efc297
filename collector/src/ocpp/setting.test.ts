import { describe, expect, it } from '@jest/globals';
import type { Signal } from '../model/signal.ts';
import { settingOf } from './setting.ts';
import { Conversation } from './testdata/conversation.ts';

const AT = '2026-11-01T10:00:00Z';
const settings = (signals: readonly Signal[]) =>
  signals.flatMap((signal) => (signal.kind === 'setting' ? [signal.setting] : []));

describe('the settings of a station', () => {
  it.each([
    ['TxStartPoint', 'EVConnected', { name: 'tx_start_point', points: ['ev_connected'] }],
    ['TxStartPoint', 'ParkingBayOccupancy', { name: 'tx_start_point', points: ['parking_bay_occupancy'] }],
    [
      'TxStartPoint',
      'Authorized, EVConnected',
      { name: 'tx_start_point', points: ['authorized', 'ev_connected'] },
    ],
    [
      'TxStopPoint',
      'DataSigned,PowerPathClosed,EnergyTransfer',
      { name: 'tx_stop_point', points: ['data_signed', 'power_path_closed', 'energy_transfer'] },
    ],
    ['EVConnectionTimeOut', '90', { name: 'connect_timeout', seconds: 90 }],
    ['connectionTimeOut', ' 60 ', { name: 'connect_timeout', seconds: 60 }],
    ['MeterValueSampleInterval', '900', { name: 'meter_interval', seconds: 900 }],
    ['TxUpdatedInterval', '0', { name: 'meter_interval', seconds: 0 }],
    ['StopTransactionOnEVSideDisconnect', 'False', { name: 'stop_on_unplug', on: false }],
    ['StopTxOnEVSideDisconnect', 'true', { name: 'stop_on_unplug', on: true }],
  ])('%s of %j is read', (name, value, setting) => {
    expect(settingOf(name, value)).toEqual(setting);
  });

  it.each([
    ['TxStartPoint', 'Whenever'],
    ['TxStartPoint', ''],
    ['ConnectionTimeOut', 'never'],
    ['ConnectionTimeOut', '-1'],
    ['StopTransactionOnEVSideDisconnect', 'maybe'],
    ['AuthorizationKey', 'EVConnected'],
  ])('%s of %j is none', (name, value) => {
    expect(settingOf(name, value)).toBeNull();
  });

  const variable = (name: string) => ({ component: { name: 'TxCtrlr' }, variable: { name } });

  it('are learned from the answer of GetVariables, as far as they are in force', () => {
    const signals = new Conversation('ocpp2.0.1').csms(
      'GetVariables',
      { getVariableData: [variable('TxStartPoint'), variable('TxStopPoint')] },
      {
        getVariableResult: [
          { attributeStatus: 'Accepted', attributeValue: 'Authorized', ...variable('TxStartPoint') },
          {
            attributeStatus: 'Accepted',
            attributeType: 'Target',
            attributeValue: 'EVConnected',
            ...variable('TxStopPoint'),
          },
        ],
      },
    );
    expect(settings(signals)).toEqual([{ name: 'tx_start_point', points: ['authorized'] }]);
  });

  it('are learned from SetVariables, once the station has accepted each', () => {
    const signals = new Conversation('ocpp2.0.1').csms(
      'SetVariables',
      {
        setVariableData: [
          { attributeValue: 'EVConnected', ...variable('TxStartPoint') },
          { attributeValue: '45', ...variable('EVConnectionTimeOut') },
          { attributeValue: 'Authorized', ...variable('TxStopPoint') },
        ],
      },
      {
        setVariableResult: [
          { attributeStatus: 'RebootRequired', ...variable('TxStartPoint') },
          { attributeStatus: 'Accepted', ...variable('EVConnectionTimeOut') },
          { attributeStatus: 'Rejected', ...variable('TxStopPoint') },
        ],
      },
    );
    expect(settings(signals)).toEqual([{ name: 'connect_timeout', seconds: 45 }]);
  });

  it('are learned from the report that GetBaseReport asks for', () => {
    const report = {
      requestId: 1,
      generatedAt: AT,
      seqNo: 3,
      tbc: true,
      reportData: [
        { ...variable('TxStartPoint'), variableAttribute: [{ value: 'PowerPathClosed' }] },
        {
          ...variable('TxStopPoint'),
          variableAttribute: [
            { type: 'MinSet', value: 'Authorized' },
            { type: 'Actual', value: 'EVConnected' },
          ],
        },
      ],
    };
    expect(settings(new Conversation('ocpp2.0.1').station('NotifyReport', report))).toEqual([
      { name: 'tx_start_point', points: ['power_path_closed'] },
      { name: 'tx_stop_point', points: ['ev_connected'] },
    ]);
  });

  it('are learned from an event that tells of a change', () => {
    const signals = new Conversation('ocpp2.0.1').station('NotifyEvent', {
      generatedAt: AT,
      seqNo: 0,
      eventData: [
        {
          eventId: 1,
          timestamp: AT,
          trigger: 'Delta',
          actualValue: 'DataSigned',
          ...variable('TxStartPoint'),
        },
      ],
    });
    expect(settings(signals)).toEqual([{ name: 'tx_start_point', points: ['data_signed'] }]);
  });

  it('are learned from the answer of GetConfiguration, also where the list is broken', () => {
    const signals = new Conversation('ocpp1.6').csms(
      'GetConfiguration',
      {},
      {
        configurationKey: [
          { key: 'ConnectionTimeOut', readonly: false, value: '45' },
          { key: 'MeterValueSampleInterval', readonly: 'false', value: 60 },
          { key: 'AuthorizationKey', readonly: false },
          null,
        ],
      },
    );
    expect(settings(signals)).toEqual([
      { name: 'connect_timeout', seconds: 45 },
      { name: 'meter_interval', seconds: 60 },
    ]);
  });

  it('are learned from ChangeConfiguration when it is accepted, and not otherwise', () => {
    const change = { key: 'StopTransactionOnEVSideDisconnect', value: 'false' };
    const conversation = new Conversation('ocpp1.6');
    const accepted = conversation.csms('ChangeConfiguration', change, { status: 'Accepted' });
    expect(settings(accepted)).toEqual([{ name: 'stop_on_unplug', on: false }]);
    expect(settings(conversation.csms('ChangeConfiguration', change, { status: 'Rejected' }))).toEqual([]);
  });
});
