import type { Report, ShareKpi, SuccessKpis } from '../../report.ts';
import { count, counted, interval, percent, shareOf } from '../words.ts';
import { intervalPlot } from './figures.ts';
import { html, NOTHING, type Markup } from './markup.ts';

interface Headline {
  readonly kpi: keyof SuccessKpis;
  readonly title: string;
  readonly meaning: string;
  readonly of: string;
}

const HEADLINES: readonly Headline[] = [
  {
    kpi: 'first_charge_success',
    title: 'First Charge Success',
    meaning: 'Drivers whose first try gave them a charge',
    of: 'visits',
  },
  {
    kpi: 'visit_success',
    title: 'Visit Success',
    meaning: 'Drivers who left with a charge, whatever it took',
    of: 'visits',
  },
  {
    kpi: 'charge_start_success',
    title: 'Charge Start Success',
    meaning: 'Attempts in which energy flowed',
    of: 'attempts',
  },
  {
    kpi: 'charge_end_success',
    title: 'Charge End Success',
    meaning: 'Charges that ended as driver or vehicle wanted',
    of: 'charges',
  },
  {
    kpi: 'session_success',
    title: 'Session Success',
    meaning: 'Attempts that went well from plug to unplug',
    of: 'attempts',
  },
];

const shareCard = ({ title, meaning, of }: Headline, share: ShareKpi, first: boolean): Markup =>
  html`<article class="card${first ? ' first' : ''}">
    <h3>${title}</h3>
    <p class="value">${percent(share.ratio)}</p>
    ${intervalPlot(share, title, 210)}
    <p class="small">
      ${
        share.ratio === null
          ? 'nothing was counted'
          : `95 % interval ${interval(share)} · ${count(share.numerator)} of ${count(share.denominator)} ${of}`
      }
    </p>
    <p class="small">${meaning}</p>
  </article>`;

const uptimeCard = ({ availability }: Report): Markup => {
  const { port_uptime, connectors } = availability;
  if (port_uptime.ratio === null) return NOTHING;
  return html`<article class="card">
    <h3>Port uptime</h3>
    <p class="value">${percent(port_uptime.ratio)}</p>
    <p class="small">
      ${counted(Math.round(port_uptime.denominator / 3600), 'connector hour')} over
      ${counted(connectors, 'connector')}
    </p>
    <p class="small">Time available or in use, and able to charge, of the time observed; nothing excluded</p>
  </article>`;
};

const indexCard = ({ reliability_index: index }: Report): Markup => {
  const value = index.too_few ? 'too few' : index.score.toFixed(0);
  const sample = index.too_few
    ? `${counted(index.n, 'attempt')}: fewer than can be scored`
    : `95 % interval ${index.low.toFixed(0)}–${index.high.toFixed(0)} · ${counted(index.n, 'attempt')}`;
  return html`<article class="card">
    <h3>Reliability Index</h3>
    <p class="value">${value}</p>
    <p class="small">${sample}</p>
    <p class="small">
      0 to 100, from uptime, first charges, ends of charges, and power; formula ${index.version}
    </p>
  </article>`;
};

const besides = ({ kpis }: Report): Markup => {
  const worst = kpis.if_abandoned_and_unknown_had_failed;
  return html`<p>
      ${shareOf(kpis.abandoned)} attempts were abandoned by the driver with no failure seen, and
      ${shareOf(kpis.unknown)} have an end that nobody saw. Neither counts in the rates of attempts above. Had
      all of them failed, First Charge Success would be ${shareOf(worst.first_charge_success)} visits and
      Charge Start Success ${shareOf(worst.charge_start_success)} attempts.
    </p>
    <p>
      ${shareOf(kpis.non_charge_visits)} visits ended without any energy, whatever the reason; a visit took
      ${kpis.attempts_per_visit.ratio?.toFixed(2) ?? '–'} attempts on average.
    </p>`;
};

/** The figures that come first, and what they would be had everybody who left without a charge been failed. */
export const headline = (report: Report): Markup => {
  const cards = HEADLINES.map((line, index) => shareCard(line, report.kpis[line.kpi], index === 0));
  return html`<section aria-labelledby="headline">
    <h2 id="headline">Headline figures</h2>
    <div class="cards">${cards}${uptimeCard(report)}${indexCard(report)}</div>
    ${report.flows === 0 ? NOTHING : besides(report)}
  </section>`;
};
