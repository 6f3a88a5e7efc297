const ZERO = 48;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const LONGEST = 64;

/** The two digits at `index`, NaN when they are not digits. */
function two(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days since 1970-01-01, NaN when there is no such day. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const inMonth = DAYS_IN_MONTH[month - 1];
  const before = DAYS_BEFORE_MONTH[month - 1];
  if (inMonth === undefined || before === undefined || !(day >= 1)) return Number.NaN;
  if (day > inMonth + (month === 2 && isLeap(year) ? 1 : 0)) return Number.NaN;
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 477;
  return (year - 1970) * 365 + leapDays + before + (month > 2 && isLeap(year) ? 1 : 0) + day - 1;
}

/** Minutes east of UTC of the zone written from `index` to the end; no zone is UTC; NaN when unreadable. */
function zoneMinutes(text: string, index: number): number {
  const rest = text.length - index;
  if (rest === 0) return 0;
  const mark = text[index];
  if (mark === 'Z' || mark === 'z') return rest === 1 ? 0 : Number.NaN;
  if (mark !== '+' && mark !== '-') return Number.NaN;
  const hours = two(text, index + 1);
  let minutes = Number.NaN;
  if (rest === 3) minutes = 0;
  else if (rest === 5) minutes = two(text, index + 3);
  else if (rest === 6 && text[index + 3] === ':') minutes = two(text, index + 4);
  if (!(hours <= 23) || !(minutes <= 59)) return Number.NaN;
  return (mark === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** Some write dashes for colons, as the examples of ChargeX do. */
const isColon = (mark: string | undefined): boolean => mark === ':' || mark === '-';

/**
 * Milliseconds since the epoch of an RFC 3339 date-time, as OCPP writes it, with any offset and any number of
 * fractional digits. A missing zone is UTC, which is what OCPP recommends stations to use. null for everything else.
 */
export function parseTime(value: unknown): number | null {
  if (typeof value !== 'string' || value.length < 19 || value.length > LONGEST) return null;
  const text = value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32 ? value.trim() : value;
  const separator = text[10];
  if (separator !== 'T' && separator !== 't' && separator !== ' ') return null;
  if (text[4] !== '-' || text[7] !== '-' || !isColon(text[13]) || !isColon(text[16])) return null;
  const days = daysSinceEpoch(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return null;
  let index = 19;
  let milliseconds = 0;
  if (text[index] === '.' || text[index] === ',') {
    let scale = 100;
    index += 1;
    const first = index;
    for (
      let digit = text.charCodeAt(index) - ZERO;
      digit >= 0 && digit <= 9;
      digit = text.charCodeAt(index) - ZERO
    ) {
      milliseconds += Math.floor(digit * scale);
      scale /= 10;
      index += 1;
    }
    if (index === first) return null;
  }
  const time =
    ((days * 24 + hour) * 60 + minute - zoneMinutes(text, index)) * 60_000 + second * 1000 + milliseconds;
  return Number.isNaN(time) ? null : time;
}
