import { familyOf } from '../scenario/families.ts';
import { hoursTo, isAhead, isCoded, median } from './detect-figures.ts';
import type { Found, Scores } from './scores.ts';

const hours = (value: number): string =>
  Number.isFinite(value) ? (value < 48 ? `${value.toFixed(1)} h` : `${(value / 24).toFixed(1)} d`) : '–';

/** Found of all, as `3 of 4`; `–` where there was none. */
const of = (part: readonly Found[], isIn: (one: Found) => boolean): string =>
  part.length === 0 ? '–' : `${part.filter(isIn).length} of ${part.length}`;

const raised = ({ raised: alert }: Found): boolean => alert !== null;

/** Faults by family: found, by symptom, coded and not, how fast, and how long before the first failure. */
export function familyRows({ found }: Scores): string[][] {
  const families = [...Map.groupBy(found, ({ fault }) => fault.behaviour)].sort();
  return families.map(([behaviour, all]) => {
    const leads = all.flatMap(({ fault, raised: alert }) =>
      alert === null || fault.first_failed_flow === null
        ? []
        : [(fault.first_failed_flow - alert.start) / 3_600_000],
    );
    return [
      behaviour,
      of(all, raised),
      of(all.filter(isCoded), raised),
      of(
        all.filter((one) => !isCoded(one)),
        raised,
      ),
      hours(median(all.map(hoursTo).filter(Number.isFinite))),
      hours(median(leads)),
      familyOf(behaviour)?.blind ?? '',
    ];
  });
}

/** Gradual faults one by one, with the slope of each. */
export function rampRows({ found }: Scores): string[][] {
  return found
    .filter(({ fault }) => fault.ramp_days !== null)
    .sort(
      (one, other) =>
        one.fault.behaviour.localeCompare(other.fault.behaviour) ||
        (one.fault.ramp_days ?? 0) - (other.fault.ramp_days ?? 0),
    )
    .map((one) => {
      const { fault } = one;
      const first =
        fault.first_failed_flow === null ? Number.NaN : (fault.first_failed_flow - fault.start) / 3_600_000;
      return [
        fault.behaviour,
        `${(fault.ramp_days ?? 0).toFixed(1)} d`,
        hours(hoursTo(one)),
        one.raised?.name ?? 'missed',
        hours(first),
        isAhead(one) ? 'yes' : 'no',
      ];
    });
}

/** Alerts by name: how many, how many right, and what the wrong ones were taken in by. */
export function alertRows({ judged }: Scores): string[][] {
  return [...Map.groupBy(judged, ({ alert }) => alert.name)].sort().map(([name, all]) => {
    const wrong = all.filter(({ right }) => !right);
    const decoys = new Set(wrong.flatMap(({ decoy }) => decoy ?? []));
    return [
      name,
      all[0]?.alert.labels['severity'] ?? '',
      `${all.length}`,
      `${all.length - wrong.length}`,
      [...decoys].join(', '),
    ];
  });
}

export const FAMILY_HEAD = [
  'family',
  'raised',
  'worded rightly',
  'not so worded',
  'time to alert',
  'before first failure',
  'note',
];
export const RAMP_HEAD = ['family', 'ramp', 'raised after', 'by', 'first failed flow after', 'ahead'];
export const ALERT_HEAD = ['alert', 'severity', 'fired', 'right', 'wrong ones at'];
