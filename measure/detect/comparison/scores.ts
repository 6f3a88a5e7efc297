import type { FiredAlert } from '../evaluator/fired-alert.ts';
import type { WaveResult } from '../wave-run.ts';
import type { TrueFault } from './truth-faults.ts';
import { asking, decoyOf, isInjected, isPlanned, isRight, raisedBy } from './verdict.ts';

/** One injected fault and what became of it. */
export interface Found {
  readonly fault: TrueFault;
  /** The first alert of its place with a symptom that fits. */
  readonly raised: FiredAlert | null;
  /** Alerts of its site without a station, and of its stations, of which somebody would have been told, and that nothing else explains. */
  readonly siteAlerts: number;
  readonly stationAlerts: number;
}

/** One alert and whether something was wrong. */
export interface Judged {
  readonly alert: FiredAlert;
  readonly right: boolean;
  readonly decoy: string | null;
}

/** Everything that is counted of some waves. */
export interface Scores {
  readonly found: readonly Found[];
  readonly judged: readonly Judged[];
  readonly stationWeeks: number;
  readonly inhibited: number;
  /** Tickets about work that was announced: neither right nor wrong. */
  readonly planned: number;
}

const WEEK_MS = 7 * 86_400_000;

/** Compares what was told with the truth, from the end of the warm-up on. */
export function scoresOf(waves: readonly WaveResult[], warmUpMs: number): Scores {
  const found: Found[] = [];
  const judged: Judged[] = [];
  let stationWeeks = 0;
  let inhibited = 0;
  let planned = 0;
  for (const { scenario, faults, told, inhibited: silenced } of waves) {
    const from = scenario.start + warmUpMs;
    const alerts = asking(told).filter(({ start }) => start >= from);
    const stations = scenario.sites.flatMap(({ stations: groups }) => groups);
    const count = stations.reduce((sum, { ids, count: many }) => sum + (ids?.length ?? many), 0);
    stationWeeks += (count * (scenario.days * 86_400_000 - warmUpMs)) / WEEK_MS;
    inhibited += silenced.length;
    for (const fault of faults.filter(isInjected)) {
      const others = faults.filter((other) => other !== fault);
      const during = alerts.filter(
        (alert) =>
          alert.start >= fault.start &&
          alert.start <= (fault.end ?? Infinity) &&
          alert.labels['site'] === fault.where.site &&
          !isRight(alert, others),
      );
      found.push({
        fault,
        raised: raisedBy(fault, alerts),
        siteAlerts: during.filter(({ labels }) => labels['station'] === undefined).length,
        stationAlerts: during.filter(({ labels }) => labels['station'] !== undefined).length,
      });
    }
    for (const alert of alerts) {
      const right = isRight(alert, faults);
      if (!right && alert.labels['severity'] === 'ticket' && isPlanned(alert, faults)) {
        planned += 1;
        continue;
      }
      judged.push({ alert, right, decoy: right ? null : decoyOf(alert, faults) });
    }
  }
  return { found, judged, stationWeeks, inhibited, planned };
}
