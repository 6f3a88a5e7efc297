import { z } from 'zod';
import type { SourcePath, SourceProblem } from '../../config/source-error.ts';
import { parseOpeningHours } from '../../model/opening-hours.ts';
import { instantOfText, looksLikeTime, midnightOf, TIME_HINT } from '../../model/written-time.ts';
import { id, orNull, text } from '../values.ts';
import type { MaintenanceWindow } from './window.ts';

const HOURS = 'write weekdays and hours such as `Su 02:00-04:00`';
const DATE = 'write a date as YYYY-MM-DD';

/** One entry of `maintenance:`; what its times mean is checked by `windowProblems`. */
export const windowSchema = z.strictObject({
  site: text,
  station: orNull(text),
  evse: orNull(id),
  every: orNull(text),
  from: orNull(text),
  to: orNull(text),
  reason: text,
  evidence: z.array(text).prefault([]),
  by: orNull(text),
});

/** An entry whose times cannot be used, on the clock of its site. */
export function windowProblems(window: MaintenanceWindow, zone: string, path: SourcePath): SourceProblem[] {
  const { every, from, to } = window;
  const wrong = (key: string, problem: string, fix: string): SourceProblem => ({
    path: [...path, key],
    problem,
    fix,
  });
  if (every === null) return onceProblems(from, to, zone, wrong);
  const hours = parseOpeningHours(every);
  if (!hours.ok || hours.value === null) return [wrong('every', 'cannot be used', HOURS)];
  const dates = [
    ['from', from],
    ['to', to],
  ] as const;
  const unreadable = dates.flatMap(([key, date]) =>
    date === null || !Number.isNaN(midnightOf(date, zone)) ? [] : [wrong(key, 'cannot be used', DATE)],
  );
  if (unreadable.length > 0 || from === null || to === null || from < to) return unreadable;
  return [wrong('to', 'does not lie after `from`', DATE)];
}

function onceProblems(
  from: string | null,
  to: string | null,
  zone: string,
  wrong: (key: string, problem: string, fix: string) => SourceProblem,
): SourceProblem[] {
  const times = [
    ['from', from],
    ['to', to],
  ] as const;
  const unusable = times.flatMap(([key, time]) =>
    time === null
      ? [wrong(key, 'is missing', `${TIME_HINT}; or say with \`every\` when it happens again and again`)]
      : looksLikeTime(time)
        ? []
        : [wrong(key, 'cannot be used', TIME_HINT)],
  );
  if (unusable.length > 0 || instantOfText(to ?? '', zone) > instantOfText(from ?? '', zone)) return unusable;
  return [wrong('to', 'does not lie after `from`', TIME_HINT)];
}
