import { FLOW_OUTCOMES } from '../../../../model/flow.ts';
import type { Report } from '../../report.ts';
import { availabilitySection } from '../availability-section.ts';
import { findingsSection } from '../findings-section.ts';
import { failuresSection, funnelSection } from '../funnel-section.ts';
import { outcomeSection, startTimeSection } from '../kpi-section.ts';
import { reliabilitySection } from '../reliability-section.ts';
import { count, counted, percent, words } from '../words.ts';
import { definitions } from './definitions.ts';
import { funnelFigure, stackedBar } from './figures.ts';
import { headline } from './headline.ts';
import { inShort } from './in-short.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { rankings, worstStations } from './rankings.ts';
import { sectionTable } from './section-table.ts';
import { STYLE } from './style.ts';

const day = (at: string | null): string => at?.slice(0, 10) ?? '–';

const top = (report: Report): Markup => {
  const open =
    report.open === null || report.open === 0 ? '' : `, ${count(report.open)} more still open at the end`;
  return html`<header>
    <h1>Charging reliability report</h1>
    <p>${day(report.from)} to ${day(report.to)} (UTC)</p>
    <p class="soft">
      ${counted(report.flows, 'charge attempt')}${open} · ${counted(report.visits, 'visit')} ·
      ${counted(report.stations.length, 'station')} at ${counted(report.sites.length, 'site')} ·
      ${counted(report.charges_lost, 'charge')} lost · KPI definitions ${report.kpi_version}
    </p>
  </header>`;
};

const outcomes = (report: Report): Markup => {
  const parts = FLOW_OUTCOMES.map((outcome) => ({
    name: outcome,
    className: outcome,
    value: report.outcomes[outcome],
    text: `${count(report.outcomes[outcome])} (${percent(report.flows === 0 ? null : report.outcomes[outcome] / report.flows)})`,
  }));
  return html`<section aria-labelledby="outcomes">
    <h2 id="outcomes">How attempts ended</h2>
    ${stackedBar(parts, 'Outcomes of attempts')}${sectionTable(outcomeSection(report), 'Attempts by outcome')}
  </section>`;
};

const funnel = (report: Report): Markup => {
  const rows = report.funnel
    .filter((stage) => stage.entered > 0)
    .map(({ stage, ok, failed, left }) => ({ name: words(stage), ok, failed, left }));
  return html`<section aria-labelledby="funnel">
    <h2 id="funnel">How far attempts came, and why no further</h2>
    ${funnelFigure(rows, count)}${sectionTable(funnelSection(report), 'Attempts that entered each stage of a charge, what became of them there, and the commonest reasons')}${sectionTable(failuresSection(report), 'Attempts that failed, were interrupted or refused, by stage and reason')}
  </section>`;
};

const NOT_CAPABLE = 'up but not capable';
const UP = 'available or in use';
const STATE_CLASSES: Readonly<Record<string, string>> = {
  [NOT_CAPABLE]: 'refused',
  unavailable: 'interrupted',
  faulted: 'failed',
  unknown: 'unknown',
  unobserved: 'abandoned',
};

const availability = (report: Report): Markup => {
  const section = availabilitySection(report);
  if (section.rows.length === 0) return NOTHING;
  const { states, incapable_seconds: incapable } = report.availability;
  const seconds = Object.values(states).reduce((sum, figures) => sum + figures.seconds, 0);
  // Beside the time up, so that the bar says what port uptime says.
  const sums = new Map<string, number>([
    [UP, -incapable / seconds],
    ...(incapable === 0 ? [] : [[NOT_CAPABLE, incapable / seconds] as const]),
  ]);
  for (const [state, figures] of Object.entries(states)) {
    const name = STATE_CLASSES[state] === undefined ? UP : state;
    sums.set(name, (sums.get(name) ?? 0) + figures.share);
  }
  const parts = [...sums].map(([name, share]) => ({
    name,
    className: STATE_CLASSES[name] ?? 'success',
    value: share,
    text: percent(share),
  }));
  return html`<section aria-labelledby="availability">
    <h2 id="availability">Availability</h2>
    ${stackedBar(parts, 'Connector time')}${sectionTable(section, 'Connector time by state')}
  </section>`;
};

const startTimes = (report: Report): Markup => {
  const table = sectionTable(
    startTimeSection(report),
    'Time to power: machine time from plug and accepted credential, driver time from the first touch',
  );
  return table.html === ''
    ? NOTHING
    : html`<section aria-labelledby="start">
        <h2 id="start">How long drivers waited for power</h2>
        ${table}
      </section>`;
};

const index = (report: Report): Markup => {
  const section = reliabilitySection(report);
  if (section.rows.length === 0) return NOTHING;
  return html`<section aria-labelledby="index">
    <h2 id="index">Reliability Index</h2>
    ${sectionTable(section, 'The index and the parts it is made of')}
  </section>`;
};

const data = (report: Report): Markup => {
  const table = sectionTable(
    findingsSection(report),
    'What a reader should know about the data behind the figures',
  );
  const none = html`<p>Nothing was found that would weaken the figures.</p>`;
  return html`<section aria-labelledby="data">
    <h2 id="data">Quality of the data</h2>
    ${table.html === '' ? none : table}
  </section>`;
};

/** The report as one page of HTML that needs nothing else: no scripts, no requests; to be read, printed and sent on. */
export const renderHtml = (report: Report): string => {
  const head = html`<meta charset="utf-8" /><meta
      name="viewport"
      content="width=device-width, initial-scale=1"
    /><meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'unsafe-inline'"
    /><title>Charging reliability report, ${day(report.from)} to ${day(report.to)}</title
    ><style>
      ${{ html: STYLE }}
    </style>`;
  const body = html`${top(report)}
    <main>
      ${inShort(report)}${headline(report)}${outcomes(report)}${funnel(report)}${worstStations(report)}${rankings(report)}${availability(report)}${startTimes(report)}${index(report)}${data(report)}${definitions(report.kpi_version)}
    </main>
    <footer>
      Made by Firstcharge from OCPP messages. Every figure comes with its sample; the same figures for
      machines: report --format json.
    </footer>`;
  return `<!doctype html>\n<html lang="en"><head>${head.html}</head><body>${body.html}</body></html>\n`;
};
