import { CONNECTOR_STATES } from '../model/availability.ts';
import { countsAsUp } from '../model/kpi.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Books } from './flow-fold.ts';
import { disown, type KnownConnector, type KnownStation, own } from './known-stations.ts';
import { tidyLabel } from './label-bounds.ts';
import type { LabelSet } from './label-set.ts';
import type { Series } from './series.ts';

type Of<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>;

const NONE: readonly string[] = [];

/** What the station is; the info series of what it was disappears, and flow series of the new equipment are born. */
export const foldSeen = ({ series, stations, bounds }: Books, seen: Of<'station_seen'>): void => {
  const station = stations.know(seen.site, seen.station);
  if (station === null) return;
  station.equipment = stations.equipmentLabels(seen);
  const version = bounds.bound('ocpp_version', seen.ocppVersion);
  const info = [station.site, station.id, ...station.equipment, version, tidyLabel(seen.serialHash)];
  if (info.join('\u0000') !== station.info.join('\u0000')) {
    const past = series.findPlace('info', station.info);
    if (past !== undefined) {
      series.drop(past);
      disown(station, past);
    }
    const place = series.place('info', info);
    own(station, place);
    station.info = info;
    series.set('info', place, NONE, 1);
  }
  stations.publishCharges(station);
};

/** A connector went into a state: the clock of the old one stops, that of the new one runs. */
export const foldConnectorState = ({ series, stations }: Books, at: Of<'connector_state'>): void => {
  const station = stations.know(at.site, at.station);
  if (station === null) return;
  const place = stations.connectorPlace(station, at.evse, at.connector);
  const { connector, isNew } = connectorOf(station, at);
  if (connector.state !== null) series.run('stateSeconds', place, [connector.state], false);
  connector.state = at.state;
  series.run('stateSeconds', place, [at.state], true);
  series.set('stateCode', place, NONE, CONNECTOR_STATES.indexOf(at.state));
  runIncapable(series, place, connector);
  if (isNew) stations.publishCharges(station);
};

/** A connector turned out not to be capable, or was proven to be again. */
export const foldCapability = ({ series, stations }: Books, { stretch }: Of<'capability'>): void => {
  const station = stations.know(stretch.site, stretch.station);
  if (station === null) return;
  const { connector } = connectorOf(station, stretch);
  connector.capable = stretch.end !== null;
  runIncapable(series, stations.connectorPlace(station, stretch.evse, stretch.connector), connector);
};

/** The connector, made known where it is not. */
const connectorOf = (
  station: KnownStation,
  { evse, connector }: { readonly evse: number; readonly connector: number },
): { connector: KnownConnector; isNew: boolean } => {
  const id = `${String(evse)}/${String(connector)}`;
  const known = station.connectors.get(id);
  if (known !== undefined) return { connector: known, isNew: false };
  const created = { evse: String(evse), connector: String(connector), state: null, capable: true };
  station.connectors.set(id, created);
  return { connector: created, isNew: true };
};

/** Seconds run while a connector says that it is available or in use and is not capable: what it says otherwise is down already. */
const runIncapable = (series: Series, place: LabelSet, { state, capable }: KnownConnector): void => {
  series.run('incapableSeconds', place, NONE, !capable && state !== null && countsAsUp(state));
};

/** Whether the station is in contact and in its service hours: seconds in contact count only within these. */
export const foldContact = ({ series, stations }: Books, contact: Of<'station_contact'>): void => {
  const place = stations.know(contact.site, contact.station)?.place;
  if (place === undefined) return;
  series.set('connected', place, NONE, contact.connected ? 1 : 0);
  series.run('serviceSeconds', place, NONE, contact.inService);
  series.run('connectedSeconds', place, NONE, contact.inService && contact.connected);
};

/** Everything that counts or measures something of one station. */
export const foldStationEvent = (
  books: Books,
  event: Of<'station_connect' | 'station_disconnect' | 'station_boot' | 'clock_offset' | 'ping' | 'message'>,
): void => {
  const { series, stations } = books;
  const station = stations.know(event.site, event.station);
  if (event.kind === 'message') countMessage(books, event);
  if (station === null) return;
  const { place } = station;
  switch (event.kind) {
    case 'station_connect':
      series.add('connects', place, NONE, 1);
      series.set('connected', place, NONE, 1);
      break;
    case 'station_disconnect':
      series.add('disconnects', place, [event.reason], 1);
      // The gauge falls at once; whether the gap counts against uptime is for the grace to say.
      if (event.reason !== 'replaced') series.set('connected', place, NONE, 0);
      return;
    case 'station_boot':
      series.add('boots', place, [event.reason], 1);
      break;
    case 'clock_offset':
      series.set('clockOffset', place, NONE, event.seconds);
      return;
    case 'ping':
      series.observe('ping', series.place('site', [station.site]), NONE, event.seconds);
      series.set('pingLast', place, NONE, event.seconds);
      break;
    case 'message':
      series.add('messages', place, NONE, 1);
      if (event.result === 'invalid') series.add('invalidMessages', place, NONE, 1);
      if (event.direction === 'to_station') return;
  }
  heard(books, station, event.at);
};

/** A fault came or went, on a connector or (EVSE 0) on the station. */
export const foldFault = (
  { series, stations, bounds }: Books,
  fault: Of<'fault_raised' | 'fault_cleared'>,
): void => {
  const station = stations.know(fault.site, fault.station);
  if (station === null) return;
  const place = stations.connectorPlace(station, fault.evse, fault.connector);
  const labels = [bounds.bound('fault', fault.fault), bounds.bound('source', fault.source)];
  if (fault.kind === 'fault_raised') series.add('faults', place, labels, 1);
  else series.publish('faults', place, labels);
  series.set('faultActive', place, labels, fault.kind === 'fault_raised' ? 1 : 0);
};

/** What a station caused beyond its bounds. */
export const foldOverflow = ({ series }: Books, { site, what }: Of<'station_overflow'>): void => {
  series.add('stationOverflow', series.place('site', [site]), [what], 1);
};

/** Events of a transaction that were left out, or came after all. */
export const foldSequence = ({ series }: Books, { site, skipped, late }: Of<'transaction_events'>): void => {
  const place = series.place('site', [site]);
  if (skipped > 0) series.add('transactionEvents', place, ['skipped'], skipped);
  if (late > 0) series.add('transactionEvents', place, ['late'], late);
};

/** An answer met its call. */
export const foldCall = ({ series, bounds }: Books, call: Of<'call_completed'>): void => {
  const labels = [bounds.bound('action', call.action), call.direction];
  series.observe('callDuration', series.place('fleet', NONE), labels, call.seconds);
};

const countMessage = ({ series, bounds }: Books, message: Of<'message'>): void => {
  const labels = [bounds.bound('action', message.action), message.direction, message.result];
  series.add('ocppMessages', series.place('fleet', NONE), labels, 1);
};

const heard = ({ series }: Books, station: KnownStation, at: number): void => {
  series.set('lastSeen', station.place, NONE, at / 1000);
};
