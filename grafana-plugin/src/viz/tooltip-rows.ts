import { dateTimeFormat, getFieldDisplayName, type DataFrame, type Field } from '@grafana/data';

/** What is said of one curve under the pointer. */
export interface TooltipRow {
  readonly label: string;
  readonly color: string;
  readonly value: string;
}

const CLOCK = 'HH:mm:ss';

const shownAs = (field: Field, value: unknown): string => {
  if (typeof value !== 'number' || field.display === undefined) return '–';
  const { text, suffix = '' } = field.display(value);
  return `${text}${suffix}`;
};

/**
 * The values of all curves at one moment. `indices`: of the time and then of each curve. A curve without a value there is read at its
 * nearest one, and then it is told when that was.
 */
export const tooltipRows = (
  aligned: DataFrame,
  frames: DataFrame[],
  indices: readonly (number | null | undefined)[],
): TooltipRow[] => {
  const [time, ...curves] = aligned.fields;
  return curves.map((field, position) => {
    const here = indices[position + 1] ?? null;
    const value: unknown = here === null ? null : field.values[here];
    const at: unknown = here === null ? null : time?.values[here];
    const isElsewhere = here !== indices[0] && typeof value === 'number' && typeof at === 'number';
    return {
      label: getFieldDisplayName(field, aligned, frames),
      color: String(field.config.color?.fixedColor ?? ''),
      value: `${shownAs(field, value)}${isElsewhere ? ` (${dateTimeFormat(at, { format: CLOCK })})` : ''}`,
    };
  });
};
