import type { SettingSignal } from '../model/signal.ts';
import { TX_POINTS, type StationSetting } from '../model/station-setting.ts';
import type { Exchange } from './message.ts';
import { readNumber } from './number.ts';
import { vocabulary } from './vocabulary.ts';

const readPoint = vocabulary(TX_POINTS);
/** A member list of six words, with blanks. */
const LONGEST_LIST = 200;
const LONGEST_SECONDS = 31 * 86_400;

interface SettingReader {
  readonly name: StationSetting['name'];
  readonly read: (value: string) => StationSetting | null;
}

const points = (name: 'tx_start_point' | 'tx_stop_point'): SettingReader => ({
  name,
  read: (value) => {
    const words = value.slice(0, LONGEST_LIST).split(',');
    const known = words.map((word) => readPoint(word.trim())).filter((point) => point !== null);
    return known.length === 0 ? null : { name, points: [...new Set(known)] };
  },
});

const seconds = (name: 'connect_timeout' | 'meter_interval'): SettingReader => ({
  name,
  read: (value) => {
    const number = readNumber(value);
    return number === null || number < 0 || number > LONGEST_SECONDS ? null : { name, seconds: number };
  },
});

const STOP_ON_UNPLUG: SettingReader = {
  name: 'stop_on_unplug',
  read: (value) => {
    const on = /^(?:true|1)$/i.test(value);
    return on || /^(?:false|0)$/i.test(value) ? { name: 'stop_on_unplug', on } : null;
  },
};

/**
 * Configuration keys of OCPP 1.6 (§9) and variables of 2.x (part 2, 2.6 and 2.7), without case. Their names are unique, so
 * the component does not matter, which stations write in many ways.
 */
const READERS: ReadonlyMap<string, SettingReader> = new Map([
  ['txstartpoint', points('tx_start_point')],
  ['txstoppoint', points('tx_stop_point')],
  ['evconnectiontimeout', seconds('connect_timeout')],
  ['connectiontimeout', seconds('connect_timeout')],
  ['txupdatedinterval', seconds('meter_interval')],
  ['metervaluesampleinterval', seconds('meter_interval')],
  ['stoptxonevsidedisconnect', STOP_ON_UNPLUG],
  ['stoptransactiononevsidedisconnect', STOP_ON_UNPLUG],
]);
const LONGEST_NAME = 50;

const readerOf = (name: string | undefined): SettingReader | undefined =>
  name === undefined || name.length > LONGEST_NAME ? undefined : READERS.get(name.toLowerCase());

/** Which setting a configuration key or variable is; null for all that the trackers do not ask for. */
export const settingName = (name: string | undefined): StationSetting['name'] | null =>
  readerOf(name)?.name ?? null;

/** What a configuration key or variable of this name and value sets. */
export const settingOf = (name: string | undefined, value: string | undefined): StationSetting | null =>
  value === undefined ? null : (readerOf(name)?.read(value.trim()) ?? null);

/** Emits what is known of the station now. */
export function pushSettings(settings: Iterable<StationSetting | null>, exchange: Exchange): void {
  const { station, receivedAt, signals } = exchange;
  for (const setting of settings) {
    if (setting === null) continue;
    const signal: SettingSignal = { kind: 'setting', station, receivedAt, eventAt: null, setting };
    signals.push(signal);
  }
}
