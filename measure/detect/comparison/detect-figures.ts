import { figure, type Figure } from '../../figures/figures.ts';
import type { Found, Scores } from './scores.ts';

export const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
};
const HOUR_MS = 3_600_000;

/** Hours from the beginning of a fault to its first alert. */
export const hoursTo = ({ fault, raised }: Found): number =>
  raised === null ? Number.NaN : (raised.start - fault.start) / HOUR_MS;

/** Raised before the first driver failed; what never failed a driver counts when it was raised at all. */
export const isAhead = ({ fault, raised }: Found): boolean =>
  raised !== null && (fault.first_failed_flow === null || raised.start < fault.first_failed_flow);

/** The stations said what it is. */
export const isCoded = ({ fault }: Found): boolean => fault.code === 'right';

const SITE_OUTAGES = ['router-outage', 'gateway-hung', 'sim-no-data', 'site-power-loss', 'breaker-trip'];

export function detectFigures({ found, judged, stationWeeks }: Scores): Figure[] {
  const lasting = found.filter(({ fault }) => fault.persistent);
  const recall = (of: readonly Found[]): number =>
    share(of.filter(({ raised }) => raised !== null).length, of.length);
  const severity = (name: string): Scores['judged'] =>
    judged.filter(({ alert }) => alert.labels['severity'] === name);
  const precision = (name: string): number =>
    share(severity(name).filter(({ right }) => right).length, severity(name).length);
  const gradual = found.filter(({ fault }) => fault.ramp_days !== null);
  const outages = found.filter(({ fault }) => SITE_OUTAGES.includes(fault.behaviour));
  const uncoded = found.filter((one) => !isCoded(one));
  return [
    figure('D1', 'persistent faults that were raised', recall(lasting), 'ratio', '>= 0.95'),
    figure('D1.coded', 'of those that stations word rightly', recall(lasting.filter(isCoded)), 'ratio', ''),
    figure(
      'D1.uncoded',
      'of those worded not at all, in general or wrongly',
      recall(lasting.filter((one) => !isCoded(one))),
      'ratio',
      '',
    ),
    figure('D2', 'tickets where something was wrong', precision('ticket'), 'ratio', '>= 0.9'),
    figure('D3', 'pages where something was wrong', precision('page'), 'ratio', '>= 0.97'),
    figure(
      'D4',
      'pages at decoys',
      severity('page').filter(({ decoy }) => decoy !== null).length,
      'pages',
      '<= 0',
    ),
    figure(
      'D5',
      'gradual faults raised before their first failed flow',
      share(gradual.filter(isAhead).length, gradual.length),
      'ratio',
      '>= 0.8',
    ),
    figure(
      'D6',
      'outages of a site with exactly one alert of the site and none of its stations',
      share(
        outages.filter(({ siteAlerts, stationAlerts }) => siteAlerts === 1 && stationAlerts === 0).length,
        outages.length,
      ),
      'ratio',
      '>= 0.9',
    ),
    figure(
      'D7',
      'median time from fault to alert',
      median(found.map(hoursTo).filter(Number.isFinite)),
      'hours',
      '',
    ),
    figure('D8', 'tickets and pages', judged.length / stationWeeks, 'a station-week', ''),
    figure(
      'D9',
      'faults worded not at all, in general or wrongly',
      share(uncoded.length, found.length),
      'ratio',
      '>= 0.6',
    ),
    figure('D10', 'faults', found.length, 'faults', ''),
  ];
}
