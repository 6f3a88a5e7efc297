import { z } from 'zod';
import { failed, ok, permanent, type Result } from '../../../model/result.ts';
import { COLUMN_ROLES, type ColumnRole, type Columns } from '../records/columns.ts';
import { isTimeZone } from '../time/time-zone.ts';
import { FORMAT_NAMES, type FormatName } from './format.ts';

/** Of which format a log is, and how its columns are called. */
export interface FormatChoice {
  readonly format: FormatName | 'auto';
  readonly columns?: Columns;
}

const columns = z.strictObject({
  station: z.string().min(1).optional(),
  time: z.string().min(1).optional(),
  direction: z.string().min(1).optional(),
  frame: z.string().min(1).optional(),
  action: z.string().min(1).optional(),
  payload: z.string().min(1).optional(),
  message_id: z.string().min(1).optional(),
  type: z.string().min(1).optional(),
});

const written = (given: z.output<typeof columns>): Columns => {
  const named: Partial<Record<ColumnRole, string>> = {};
  for (const role of COLUMN_ROLES) if (given[role] !== undefined) named[role] = given[role];
  return named;
};

/** `format:` of a config: a name, or `csv:` or `json:` with the names of columns or properties. */
export const formatChoice = z
  .union([
    z.enum(['auto', ...FORMAT_NAMES]),
    z.strictObject({ csv: columns }),
    z.strictObject({ json: columns }),
  ])
  .default('auto')
  .transform((given): FormatChoice => {
    if (typeof given === 'string') return { format: given };
    return 'csv' in given
      ? { format: 'csv', columns: written(given.csv) }
      : { format: 'json', columns: written(given.json) };
  });

/** A time zone of a config. */
export const timeZone = z
  .string()
  .refine(isTimeZone, { error: 'write an IANA time zone such as Europe/Berlin or UTC' });

/** `--log-format`: a name, or `csv:station=Charger,time=At,frame=Text` (`json:` alike). */
export function parseFormatChoice(text: string): Result<FormatChoice> {
  const [name = '', ...rest] = text.split(':');
  const pairs = rest
    .join(':')
    .split(',')
    .filter((pair) => pair !== '');
  const named = Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  );
  const parsed = formatChoice.safeParse(pairs.length === 0 ? name : { [name]: named });
  if (parsed.success) return ok(parsed.data);
  return failed(
    permanent(
      `${text} is no format of logs: write auto, ${FORMAT_NAMES.join(', ')}, or csv: or json: with names of columns, ` +
        `such as csv:station=Charger,time=At,frame=Text (${COLUMN_ROLES.join(', ')})`,
    ),
  );
}
