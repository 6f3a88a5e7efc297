import type { Phase } from '../model/telemetry.ts';
import {
  TERMINAL_RESULTS,
  type ConnectorPlace,
  type LinkPlace,
  type Measure,
  type SitePlace,
  type TelemetryOutcome,
  type TerminalPlace,
} from '../model/telemetry-outcome.ts';
import type { Books } from './flow-fold.ts';
import { tidyLabel } from './label-bounds.ts';
import type { LabelSet } from './label-set.ts';
import type { MetricName } from './metric-table.ts';

type Of<K extends TelemetryOutcome['kind']> = Extract<TelemetryOutcome, { kind: K }>;
type Gauges = Readonly<Partial<Record<Measure, MetricName>>>;

const NONE: readonly string[] = [];

const CONNECTOR_GAUGES: Gauges = {
  temperature_celsius: 'evseTemperature',
  voltage_volts: 'evseVoltage',
  current_amperes: 'evseCurrent',
  residual_current_amperes: 'evseResidualCurrent',
  power_watts: 'evsePower',
  fan_rpm: 'evseFan',
  isolation_ohms: 'evseIsolation',
};

const LINK_GAUGES: Gauges = {
  link_up: 'linkUp',
  latency_seconds: 'linkLatency',
  rssi_dbm: 'linkRssi',
  rsrp_dbm: 'linkRsrp',
  rsrq_db: 'linkRsrq',
  sinr_db: 'linkSinr',
  data_session: 'linkSession',
};

const SITE_GAUGES: Gauges = {
  voltage_volts: 'siteVoltage',
  current_amperes: 'siteCurrent',
  power_watts: 'sitePower',
  frequency_hertz: 'siteFrequency',
  breaker_closed: 'siteBreaker',
  grid_present: 'siteGrid',
};
const PHASED: ReadonlySet<Measure> = new Set(['voltage_volts', 'current_amperes', 'power_watts']);

/** The last value of something measured, or that it is not known any more. */
export const foldReading = (books: Books, reading: Of<'reading'>): void => {
  const { place } = reading;
  switch (place.of) {
    case 'connector':
      return ofConnector(books, place, reading);
    case 'link':
      return gauge(books, LINK_GAUGES[reading.measure], linkPlace(books, place), NONE, reading.value);
    case 'terminal':
      if (reading.measure === 'terminal_up')
        gauge(books, 'terminalUp', terminalPlace(books, place), NONE, reading.value);
      return;
    case 'site':
      return ofSite(books, place, reading);
  }
};

const ofConnector = (books: Books, place: ConnectorPlace, reading: Of<'reading'>): void => {
  const metric = CONNECTOR_GAUGES[reading.measure];
  const station = metric === undefined ? null : books.stations.know(place.site, place.station);
  if (station === null) return;
  const labels = [books.bounds.bound('location', reading.location), reading.phase];
  gauge(
    books,
    metric,
    books.stations.connectorPlace(station, place.evse, place.connector),
    labels,
    reading.value,
  );
};

const ofSite = (
  books: Books,
  { site, feeder }: SitePlace,
  { measure, phase, value }: { measure: Measure; phase: Phase; value: number | null },
): void => {
  const labels = [books.bounds.bound('feeder', feeder), ...(PHASED.has(measure) ? [phase] : [])];
  gauge(books, SITE_GAUGES[measure], books.series.place('site', [tidyLabel(site)]), labels, value);
};

const gauge = (
  { series }: Books,
  metric: MetricName | undefined,
  place: LabelSet,
  labels: readonly string[],
  value: number | null,
): void => {
  if (metric === undefined) return;
  if (value === null) series.unset(metric, place, labels);
  else series.set(metric, place, labels, value);
};

/** Something that a link or terminal counts, or that begins to count. */
export const foldCount = (
  books: Books,
  event: Of<'link_known' | 'link_dropped' | 'link_bytes' | 'terminal_known' | 'terminal_payment'>,
): void => {
  const { series } = books;
  switch (event.kind) {
    case 'link_known':
      series.publish('linkDrops', linkPlace(books, event.place));
      return;
    case 'link_dropped':
      series.add('linkDrops', linkPlace(books, event.place), NONE, 1);
      return;
    case 'link_bytes':
      series.add('linkBytes', linkPlace(books, event.place), [event.direction], event.bytes);
      return;
    case 'terminal_known':
      for (const result of TERMINAL_RESULTS)
        series.publish('paymentEvents', terminalPlace(books, event.place), [result]);
      return;
    case 'terminal_payment':
      series.add('paymentEvents', terminalPlace(books, event.place), [event.result], 1);
  }
};

/** A connector contradicted itself. */
export const foldAnswer = ({ series, stations }: Books, answer: Of<'connector_answer'>): void => {
  const station = stations.know(answer.site, answer.station);
  if (station === null) return;
  const place = stations.connectorPlace(station, answer.evse, answer.connector);
  series.add('connectorAnswers', place, [answer.answer], 1);
};

/** What became of an observation. */
export const foldObservation = ({ series, bounds }: Books, { source, result }: Of<'observation'>): void => {
  series.add('observations', series.place('fleet', NONE), [bounds.bound('source', source), result], 1);
};

const linkPlace = ({ series }: Books, { site, station, link, linkKind }: LinkPlace): LabelSet =>
  series.place('link', [tidyLabel(site), tidyLabel(station), tidyLabel(link), linkKind]);

const terminalPlace = ({ series }: Books, { site, station, terminal }: TerminalPlace): LabelSet =>
  series.place('terminal', [tidyLabel(site), tidyLabel(station), tidyLabel(terminal)]);
