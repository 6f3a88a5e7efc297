import type { GroupFigures, Report } from '../report.ts';
import { restNote, type Section } from './section.ts';
import type { Column } from './table.ts';
import { count, counted, interval, shareOf, words } from './words.ts';

const MOST_GROUPS = 15;
const MOST_WORST = 10;

const FIGURES: readonly Column[] = [
  { title: 'flows', align: 'right' },
  { title: 'lost', align: 'right' },
  { title: 'first charge', align: 'right' },
  { title: '95 % interval', align: 'right' },
  { title: 'start', align: 'right' },
  { title: '95 % interval', align: 'right' },
];

const figures = ({ flows, charges_lost, kpis }: GroupFigures): readonly string[] => [
  count(flows),
  count(charges_lost),
  shareOf(kpis.first_charge_success),
  interval(kpis.first_charge_success),
  shareOf(kpis.charge_start_success),
  interval(kpis.charge_start_success),
];

const groupSection = <G extends GroupFigures>(
  title: string,
  groups: readonly G[],
  names: readonly { readonly title: string; readonly of: (group: G) => string }[],
  what: string,
): Section => ({
  title,
  columns: [...names.map((name) => ({ title: name.title })), ...FIGURES],
  rows: [...groups]
    .sort((one, other) => other.flows - one.flows)
    .slice(0, MOST_GROUPS)
    .map((group) => [...names.map((name) => name.of(group) || '–'), ...figures(group)]),
  ...restNote(MOST_GROUPS, groups.length, what),
});

/** KPIs by site, model, firmware and way to pay, those with most flows first. */
export const groupSections = ({ sites, models, firmwares, payment_methods }: Report): readonly Section[] => [
  groupSection('Sites', sites, [{ title: 'site', of: (group) => group.site }], 'sites'),
  groupSection(
    'Models',
    models,
    [
      { title: 'vendor', of: (group) => group.vendor },
      { title: 'model', of: (group) => group.model },
    ],
    'models',
  ),
  groupSection(
    'Firmware',
    firmwares,
    [
      { title: 'model', of: (group) => group.model },
      { title: 'firmware', of: (group) => group.firmware },
    ],
    'firmware versions',
  ),
  groupSection(
    'How drivers identified or paid',
    payment_methods,
    [{ title: 'method', of: (group) => words(group.payment_method ?? 'not told') }],
    'methods',
  ),
];

/** The stations that lost most charges. */
export const worstSection = ({ stations, worst_stations }: Report): Section => {
  const byId = new Map(stations.map((station) => [station.station, station]));
  const tooFew = stations.filter((station) => station.too_few).length;
  const worst = worst_stations.flatMap((id) => byId.get(id) ?? []);
  return {
    title: 'Stations that lost most charges',
    columns: [
      { title: 'station' },
      { title: 'site' },
      { title: 'lost', align: 'right' },
      { title: 'session success', align: 'right' },
      { title: '95 % interval', align: 'right' },
      { title: 'commonest reason' },
    ],
    rows: worst
      .slice(0, MOST_WORST)
      .map(({ station, site, charges_lost, kpis, commonest_reason }) => [
        station,
        site,
        count(charges_lost),
        shareOf(kpis.session_success),
        interval(kpis.session_success),
        words(commonest_reason ?? '–'),
      ]),
    ...(tooFew > 0 && { note: `${counted(tooFew, 'station')} with fewer than 5 attempts: too few to rank` }),
  };
};
