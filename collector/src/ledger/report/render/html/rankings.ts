import type { GroupFigures, Report } from '../../report.ts';
import { worstSection } from '../group-sections.ts';
import type { Section } from '../section.ts';
import { count, shareOf, interval, words } from '../words.ts';
import { intervalPlot } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { sectionTable } from './section-table.ts';

const MOST_ROWS = 40;

interface Name<G> {
  readonly title: string;
  readonly of: (group: G) => string;
}

const NUMBERS = ['attempts', 'lost', 'first charge', '95 % interval', 'charge start', '95 % interval'];

const ranking = <G extends GroupFigures>(
  title: string,
  caption: string,
  groups: readonly G[],
  names: readonly Name<G>[],
): Markup => {
  const ranked = [...groups].sort(
    (one, other) => other.charges_lost - one.charges_lost || other.flows - one.flows,
  );
  const shown = ranked.slice(0, MOST_ROWS);
  const section: Section = {
    title,
    columns: [
      ...names.map((name) => ({ title: name.title })),
      ...NUMBERS.map((number) => ({ title: number, align: 'right' as const })),
    ],
    rows: shown.map((group) => [
      ...names.map((name) => name.of(group) || 'unknown'),
      count(group.flows),
      count(group.charges_lost),
      shareOf(group.kpis.first_charge_success),
      interval(group.kpis.first_charge_success),
      shareOf(group.kpis.charge_start_success),
      interval(group.kpis.charge_start_success),
    ]),
    ...(ranked.length > shown.length && {
      note: `and ${count(ranked.length - shown.length)} more not shown here`,
    }),
  };
  const figures = shown.map((group) =>
    intervalPlot(
      group.kpis.first_charge_success,
      `First Charge Success of ${names.map((name) => name.of(group)).join(' ')}`,
      120,
    ),
  );
  return html`<h3>${title}</h3>
    ${sectionTable(section, caption, { title: 'first charge, 0 to 100 %', figures })}`;
};

/** Sites, models and firmware, those that lost most charges first. */
export const rankings = ({ sites, models, firmwares, payment_methods }: Report): Markup =>
  html`<section aria-labelledby="rankings">
    <h2 id="rankings">Where charges were lost</h2>
    ${ranking('Sites', 'Sites, those that lost most charges first', sites, [{ title: 'site', of: (group) => group.site }])}${ranking(
      'Models',
      'Models of charging stations, those that lost most charges first',
      models,
      [
        { title: 'vendor', of: (group) => group.vendor },
        { title: 'model', of: (group) => group.model },
      ],
    )}${ranking('Firmware', 'Firmware versions, those that lost most charges first', firmwares, [
      { title: 'model', of: (group) => group.model },
      { title: 'firmware', of: (group) => group.firmware },
    ])}${
      payment_methods.length === 0
        ? ''
        : ranking(
            'Payment',
            'How drivers identified or paid, those that lost most charges first',
            payment_methods,
            [{ title: 'method', of: (group) => words(group.payment_method ?? 'not told') }],
          )
    }
  </section>`;

/** The stations that lost most charges. */
export const worstStations = (report: Report): Markup => {
  const section = worstSection(report);
  const byId = new Map(report.stations.map((station) => [station.station, station]));
  const figures = report.worst_stations.slice(0, section.rows.length).flatMap((id) => {
    const station = byId.get(id);
    return station === undefined
      ? []
      : [intervalPlot(station.kpis.session_success, `Session Success of ${id}`, 120)];
  });
  const table = sectionTable(
    section,
    'Stations with at least five attempts, those that lost most charges first',
    {
      title: 'session, 0 to 100 %',
      figures,
    },
  );
  const none = html`<p>
    No station with enough attempts to be ranked lost a
    charge.${section.note === undefined ? '' : ` ${section.note}.`}
  </p>`;
  return html`<section aria-labelledby="worst">
    <h2 id="worst">Stations to look at first</h2>
    ${section.rows.length === 0 ? none : table}
  </section>`;
};
