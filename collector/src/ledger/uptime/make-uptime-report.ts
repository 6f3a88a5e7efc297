import type { Inventory } from '../../inventory/inventory.ts';
import { withCapability, type CapableInterval } from '../../model/capability.ts';
import { exclusionState, type Exclusion } from '../../model/exclusion.ts';
import { KPI_VERSION } from '../../model/flow.ts';
import { parseOpeningHours } from '../../model/opening-hours.ts';
import type { TimeSpan } from '../../model/time-span.ts';
import {
  pooledUptime,
  portTimeline,
  UPTIME_VERSION,
  uptimeWithin,
  type PortUptime,
} from '../../model/uptime.ts';
import type { Ledger } from '../ledger.ts';
import { iso, minutes, outagesOf, uptimeFigures, windowFigures } from './figures.ts';
import { monthSpan, monthText, windowSpan, yearsOf, type Period } from './period.ts';
import { historyOf, OpenBook, type SiteHours } from './port-history.ts';
import { portsOf, type Port } from './port.ts';
import { appliesTo, type UptimeProgramme } from '../../inventory/programmes/programme.ts';
import { sessionsAt } from './sessions.ts';
import type { PortFigures, UptimeReport, Verdict } from './uptime-report.ts';

/** What is asked for. */
export interface UptimeRequest {
  readonly programme: UptimeProgramme;
  readonly period: Period;
  readonly inventory: Inventory;
  /** Only ports of this site; left out: of all. */
  readonly site?: string;
  /** Also list each session of the period. */
  readonly sessions: boolean;
}

/** The clock and the hours of every site; one that the inventory does not list is always open, in UTC. */
const hoursOf = (inventory: Inventory): ((site: string) => SiteHours) => {
  const known = new Map<string, SiteHours>();
  for (const { id, timeZone, openingHours } of inventory.sites.values()) {
    const hours = parseOpeningHours(openingHours);
    // The inventory takes no hours that cannot be read.
    if (hours.ok) known.set(id, { zone: timeZone, hours: hours.value, text: openingHours });
  }
  const always: SiteHours = { zone: 'UTC', hours: null, text: '24/7' };
  return (site) => known.get(site) ?? always;
};

/** All the time that the figures of a port rest on: its windows, the years of its caps, incidents from their beginning. */
const rangeOf = (
  { programme, period }: UptimeRequest,
  zone: string,
  exclusions: readonly Exclusion[],
): TimeSpan => {
  const first = windowSpan(programme, zone, period[0]).start;
  const end = monthSpan(zone, period.at(-1) ?? period[0]).end;
  const year = yearsOf(zone, { start: first, end })[0]?.start ?? first;
  const overlapping = exclusions.filter((exclusion) => exclusion.end > year).map(({ start }) => start);
  return { start: Math.min(year, ...overlapping), end };
};

interface Computed {
  readonly figures: PortFigures;
  readonly window: TimeSpan;
  readonly uptime: PortUptime;
}

const computePort = (
  port: Port,
  request: UptimeRequest,
  site: SiteHours,
  open: OpenBook,
  range: TimeSpan,
  intervals: readonly CapableInterval[],
  exclusions: readonly Exclusion[],
  sessions: PortFigures['sessions'],
): Computed => {
  const { programme, period } = request;
  const history = historyOf(port, range, site, open, intervals, exclusions);
  const timeline = portTimeline(programme, history);
  const months = period.map((month) => ({ month, span: monthSpan(site.zone, month) }));
  const whole = { start: months[0]?.span.start ?? range.start, end: range.end };
  const undecided = exclusions.some((exclusion) => exclusionState(exclusion) === 'proposed')
    ? uptimeWithin(
        portTimeline(
          programme,
          historyOf(port, range, site, open, intervals, exclusions, ['approved', 'proposed']),
        ),
        whole,
      ).excluded - uptimeWithin(timeline, whole).excluded
    : 0;
  const window = windowSpan(programme, site.zone, period.at(-1) ?? period[0]);
  return {
    window,
    uptime: uptimeWithin(timeline, window),
    figures: {
      port_id: port.id,
      station: port.station,
      evse: port.evse,
      site: port.site,
      time_zone: site.zone,
      opening_hours: site.text,
      power_type: port.powerType,
      rated_w: port.ratedW,
      commissioned: port.commissioned,
      applies: appliesTo(programme, port),
      months: months.map(({ month, span }) => {
        const over = windowSpan(programme, site.zone, month);
        return {
          month: monthText(month),
          from: iso(span.start),
          to: iso(span.end),
          ...uptimeFigures(uptimeWithin(timeline, span)),
          window: windowFigures(programme, over, uptimeWithin(timeline, over)),
        };
      }),
      undecided_minutes: minutes(Math.max(0, undecided)),
      outages: outagesOf(timeline, history, whole),
      sessions,
    },
  };
};

const NOTES = [
  'A port is up while any of its connectors is available or in use and capable: not when several vehicles in a row got less power than the programme asks for, or no start, until a charge proves the contrary.',
  'Uptime is of the observed time. Where coverage is below 100 %, the two bounds say what it had been with the port up, or down, all the time that nobody watched.',
  'Exclusions count once a named person has approved them.',
];

const notesOf = ({ inventory, programme }: UptimeRequest): readonly string[] => [
  ...(programme.estimate === null ? [] : [`Estimate: ${programme.estimate}.`]),
  ...NOTES,
  ...(inventory.sites.size === 0
    ? ['Without an inventory every site counts as open 24/7 in UTC, and power and port ids are not known.']
    : []),
];

/** Computes the report of a programme from a ledger, one station after the other. */
export const makeUptimeReport = (ledger: Ledger, request: UptimeRequest): UptimeReport => {
  const { programme, period, inventory } = request;
  const hours = hoursOf(inventory);
  const exclusions = [...ledger.exclusions({})];
  const open = new OpenBook();
  const computed: Computed[] = [];
  for (const [station, ports] of portsOf(ledger.connectors(), inventory)) {
    const [first] = ports;
    if (!first || (request.site !== undefined && first.site !== request.site)) continue;
    const site = hours(first.site);
    const concerning = exclusions.filter(
      (exclusion) =>
        exclusion.site === first.site && (exclusion.station === null || exclusion.station === station),
    );
    const range = rangeOf(request, site.zone, concerning);
    const query = { from: range.start, to: range.end, station };
    const intervals = withCapability([...ledger.intervals(query)], [...ledger.incapable(query)]);
    const from = monthSpan(site.zone, period[0]).start;
    const flows = request.sessions ? [...ledger.flows({ ...query, from })] : null;
    for (const port of ports) {
      const sessions = flows && sessionsAt(port, flows);
      computed.push(computePort(port, request, site, open, range, intervals, concerning, sessions));
    }
  }
  return {
    uptime_version: UPTIME_VERSION,
    kpi_version: KPI_VERSION,
    programme: programme.id,
    name: programme.name,
    source: programme.source,
    required: programme.required,
    average_of: programme.averageOf,
    window: programme.window,
    estimate: programme.estimate,
    months: period.map(monthText),
    network: networkOf(programme, period, computed),
    ports: computed.map(({ figures }) => figures),
    notes: notesOf(request),
  };
};

const networkOf = (
  programme: UptimeProgramme,
  period: Period,
  computed: readonly Computed[],
): UptimeReport['network'] => {
  const applicable = computed.filter(({ figures }) => figures.applies === true);
  const having = (verdict: Verdict): number =>
    applicable.filter(({ figures }) => figures.months.at(-1)?.window.meets_requirement === verdict).length;
  // Sites in different time zones begin at different moments: the widest stretch is named.
  const nominal = windowSpan(programme, 'UTC', period.at(-1) ?? period[0]);
  const span = {
    start: Math.min(...applicable.map(({ window }) => window.start), nominal.start),
    end: Math.max(...applicable.map(({ window }) => window.end), nominal.end),
  };
  return {
    ...windowFigures(
      programme,
      applicable.length === 0 ? nominal : span,
      pooledUptime(applicable.map(({ uptime }) => uptime)),
    ),
    ports: applicable.length,
    ports_by_verdict: { yes: having('yes'), no: having('no'), open: having('open') },
    ports_not_applicable: computed.filter(({ figures }) => figures.applies === false).length,
    ports_not_classified: computed.filter(({ figures }) => figures.applies === null).length,
  };
};
