import type { Report } from '../../report.ts';
import { count, counted, percent, words } from '../words.ts';
import { html, NOTHING, type Markup } from './markup.ts';

/** Fewer counted visits than these and no sentence is made of them. */
const FEWEST_VISITS = 5;

const drivers = ({ kpis }: Report): string => {
  const first = kpis.first_charge_success;
  const visit = kpis.visit_success;
  if (first.denominator < FEWEST_VISITS) return '';
  const without = visit.denominator - visit.numerator;
  return (
    `${percent(first.ratio)} of drivers got their charge at the first try; ` +
    `${percent(visit.ratio)} had one when they left${without === 0 ? '' : `, so ${counted(without, 'visit')} ended without one`}.`
  );
};

const uptime = ({ availability, kpis }: Report): string => {
  const { ratio } = availability.port_uptime;
  const first = kpis.first_charge_success.ratio;
  if (ratio === null || first === null || ratio - first < 0.02) return '';
  return `Uptime alone does not show it: ports were up ${percent(ratio)} of the time.`;
};

const worst = (report: Report): string => {
  const byId = new Map(report.stations.map((station) => [station.station, station]));
  const shown = report.worst_stations.slice(0, 3).flatMap((id) => byId.get(id) ?? []);
  const lost = shown.reduce((sum, station) => sum + station.charges_lost, 0);
  if (lost === 0 || report.stations.length < 4) return '';
  const names = shown.map((station) => station.station).join(', ');
  return (
    `${counted(report.charges_lost, 'charge')} ${report.charges_lost === 1 ? 'was' : 'were'} lost, ` +
    `${percent(lost / report.charges_lost)} of them at ${counted(shown.length, 'station')} of ${count(report.stations.length)}: ${names}.`
  );
};

const reason = (report: Report): string => {
  const lost = new Map<string, number>();
  for (const failure of report.failures)
    if (failure.outcome !== 'refused' && failure.reason !== null)
      lost.set(failure.reason, (lost.get(failure.reason) ?? 0) + failure.flows);
  const [most] = [...lost].sort(([, one], [, other]) => other - one);
  if (most === undefined || report.charges_lost < FEWEST_VISITS) return '';
  return `The commonest reason was ${words(most[0])}, ${count(most[1])} times.`;
};

/** What a reader should take away who reads nothing else; only what the figures carry. */
export const inShort = (report: Report): Markup => {
  const sentences = [drivers, uptime, worst, reason].map((of) => of(report)).filter((text) => text !== '');
  if (sentences.length === 0) return NOTHING;
  return html`<section aria-labelledby="short">
    <h2 id="short">In short</h2>
    <ul class="short">
      ${sentences.map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
};
