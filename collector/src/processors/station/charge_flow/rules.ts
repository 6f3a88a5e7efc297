import type { SettingSignal, TransactionStartedSignal } from '../../../model/signal.ts';
import type { TxPoint } from '../../../model/station-setting.ts';

/** How a station begins and ends its transactions, as far as it told or showed. Plain data. */
export interface StationRules {
  /** OCPP 2.x TxStartPoint; `said` by its device model, else what its last start showed. */
  start: { readonly points: readonly TxPoint[]; readonly said: boolean } | null;
  /** OCPP 2.x TxStopPoint, where its device model said it. */
  stop: readonly TxPoint[] | null;
  /** ConnectionTimeOut, EVConnectionTimeOut, s. */
  connectSeconds: number | null;
  /** MeterValueSampleInterval, TxUpdatedInterval, s; 0: none. */
  meterSeconds: number | null;
  /** StopTransactionOnEVSideDisconnect. */
  stopOnUnplug: boolean | null;
}

/** Nothing told, nothing shown. */
export const newStationRules = (): StationRules => ({
  start: null,
  stop: null,
  connectSeconds: null,
  meterSeconds: null,
  stopOnUnplug: null,
});

/** The station told, or was made, how it works. */
export function learn(rules: StationRules, { setting }: SettingSignal): void {
  switch (setting.name) {
    case 'tx_start_point':
      rules.start = { points: setting.points, said: true };
      return;
    case 'tx_stop_point':
      rules.stop = setting.points;
      return;
    case 'connect_timeout':
      // 0 is no time to wait, it means that nobody is timed out.
      rules.connectSeconds = setting.seconds > 0 ? setting.seconds : null;
      return;
    case 'meter_interval':
      rules.meterSeconds = setting.seconds;
      return;
    case 'stop_on_unplug':
      rules.stopOnUnplug = setting.on;
  }
}

/** What a start of OCPP 2.x shows of the start point, for stations that nobody asked for it. */
export function observeStart(rules: StationRules, signal: TransactionStartedSignal, plugged: boolean): void {
  if (signal.trigger === null || rules.start?.said === true) return;
  const point = pointShown(signal, plugged);
  if (point !== null) rules.start = { points: [point], said: false };
}

function pointShown(signal: TransactionStartedSignal, plugged: boolean): TxPoint | null {
  switch (signal.trigger) {
    case 'EVDetected':
      return 'parking_bay_occupancy';
    case 'CablePluggedIn':
      return signal.identity === null ? 'ev_connected' : 'power_path_closed';
    case 'Authorized':
    case 'RemoteStart':
      return plugged ? 'power_path_closed' : 'authorized';
    case 'SignedDataReceived':
      return 'data_signed';
    case 'ChargingStateChanged':
      return signal.chargingState === 'charging' ? 'energy_transfer' : null;
    default:
      return null;
  }
}

const BEFORE_AUTHORIZATION: ReadonlySet<TxPoint> = new Set(['parking_bay_occupancy', 'ev_connected']);

/** Every transaction of the station begins for somebody who was authorised: it said so. */
export const startsAuthorized = ({ start }: StationRules): boolean =>
  start?.said === true && !start.points.some((point) => BEFORE_AUTHORIZATION.has(point));

/** No transaction begins before energy flows: one that never began has got as far as the handshake. */
export const startsWithEnergy = ({ start }: StationRules): boolean =>
  start !== null && start.points.every((point) => point === 'energy_transfer');

const AFTER_UNPLUG: ReadonlySet<TxPoint> = new Set(['parking_bay_occupancy', 'data_signed']);

/** Transactions go on when the cable is out: until the vehicle leaves, or the meter has signed. */
export const outlastsCable = ({ stop }: StationRules): boolean =>
  stop !== null && stop.every((point) => AFTER_UNPLUG.has(point));
