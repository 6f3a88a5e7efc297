import type { FiredAlert } from '../evaluator/fired-alert.ts';
import { familyOf } from '../scenario/families.ts';
import type { TrueFault } from './truth-faults.ts';

const HOUR_MS = 3_600_000;
/** Alerts look back over hours: what is over may still raise one for so long. */
const ECHO_MS = 12 * HOUR_MS;
/** Everyday faults that are over sooner ask nobody to come; those of safety do. */
const LASTS_MS = 15 * 60_000;
const SAFETY_LASTS_MS = 2 * 60_000;

/** What was injected, as against everyday faults and decoys. */
export const isInjected = (fault: TrueFault): boolean => !fault.everyday && !fault.decoy;

const severe = (alert: FiredAlert): boolean => ['ticket', 'page'].includes(alert.labels['severity'] ?? '');

/** Tickets and pages, which somebody has to see to. */
export const asking = (alerts: readonly FiredAlert[]): FiredAlert[] => alerts.filter(severe);

/** The alert speaks of the place of the fault, or of a wider one that holds it. */
export function concerns(alert: FiredAlert, { where }: TrueFault, wider = true): boolean {
  const { site, station, evse } = alert.labels;
  if (site === undefined) return where.site === undefined || (wider && where.station === undefined);
  if (where.site !== undefined && site !== where.site) return false;
  if (station === undefined) return wider || where.station === undefined;
  if (where.station !== undefined && station !== where.station) return false;
  return evse === undefined || where.evse === undefined || evse === String(where.evse);
}

/** It began to fire while the fault was there, or soon after. */
const inTime = (alert: FiredAlert, fault: TrueFault, echoMs = ECHO_MS): boolean =>
  alert.start >= fault.start && alert.start <= (fault.end ?? Infinity) + echoMs;

/** Its symptom is one that a fault of this family has. */
const fits = (alert: FiredAlert, { behaviour }: TrueFault): boolean =>
  familyOf(behaviour)?.symptoms.includes(alert.labels['symptom'] ?? '') === true;

/** The first alert that tells of a fault: of its place, after it began, with a symptom that fits. */
export function raisedBy(fault: TrueFault, alerts: readonly FiredAlert[]): FiredAlert | null {
  const fitting = alerts.filter(
    (alert) => concerns(alert, fault, false) && inTime(alert, fault) && fits(alert, fault),
  );
  return fitting.reduce<FiredAlert | null>(
    (first, alert) => (first === null || alert.start < first.start ? alert : first),
    null,
  );
}

/** So many stations with faults make a whole fleet look ill. */
const MANY = 3;

/**
 * An alert is right when something was wrong where it points, of which its symptom can come: a fault that was injected, an
 * everyday fault that lasted longer than a quarter of an hour (two minutes, where the alert speaks of safety), or everyday
 * faults that came again and again (three in a day, five in three). Of the whole fleet: a fault of all of it, or of three of its stations.
 */
export function isRight(alert: FiredAlert, faults: readonly TrueFault[]): boolean {
  const fitting = faults.filter((fault) => !fault.decoy && fits(alert, fault));
  const reigning = fitting.filter((fault) => isInjected(fault) && inTime(alert, fault));
  if (reigning.some((fault) => concerns(alert, fault))) return true;
  if (alert.labels['site'] === undefined && reigning.length >= MANY) return true;
  const everyday = fitting.filter((fault) => fault.everyday && concerns(alert, fault));
  const leastMs = alert.labels['symptom'] === 'safety_fault' ? SAFETY_LASTS_MS : LASTS_MS;
  const lasting = everyday.some(
    (fault) => inTime(alert, fault) && (fault.end ?? Infinity) - fault.start > leastMs,
  );
  const since = (hours: number): number =>
    everyday.filter(({ start }) => start <= alert.start && start > alert.start - hours * HOUR_MS).length;
  return lasting || since(24) >= 3 || since(72) >= 5;
}

/** Work that was announced: that stations are off then is true, and nobody need be told. */
export const isPlanned = (alert: FiredAlert, faults: readonly TrueFault[]): boolean =>
  faults.some(
    (fault) => fault.behaviour === 'planned-work' && concerns(alert, fault) && inTime(alert, fault, HOUR_MS),
  );

/** What only looked like a fault where and when a wrong alert began; null: nothing of the kind. */
export function decoyOf(alert: FiredAlert, faults: readonly TrueFault[]): string | null {
  const decoy = faults.find(
    (fault) =>
      fault.decoy &&
      concerns(alert, fault) &&
      alert.start >= fault.start &&
      alert.start <= (fault.end ?? Infinity) + ECHO_MS,
  );
  return decoy?.behaviour ?? null;
}
