/** Numbers as people read them; `–` where there is none. */
export const NONE = '–';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const count = (value: number | null | undefined): string =>
  value === null || value === undefined ? NONE : whole.format(value);

/** A share 0–1 in per cent, one decimal; never rounded up to a whole hundred. */
export const percent = (share: number | null | undefined, decimals = 1): string => {
  if (share === null || share === undefined) return NONE;
  const scale = 10 ** decimals;
  const rounded = Math.round(share * 100 * scale) / scale;
  const shown = rounded === 100 && share < 1 ? Math.floor(share * 100 * scale) / scale : rounded;
  return `${shown.toFixed(decimals)} %`;
};

/** Both ends of an interval of shares, in points. */
export const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? NONE : `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)} %`;

/** A change with its sign, or `±0`. */
export const signed = (change: number, decimals = 1): string => {
  const text = Math.abs(change).toFixed(decimals);
  if (Number(text) === 0) return `±${text}`;
  return `${change > 0 ? '+' : '−'}${text}`;
};

/** `no_energy` → `no energy`. */
export const words = (name: string | null | undefined): string =>
  name === null || name === undefined || name === '' ? NONE : name.replaceAll('_', ' ');

const MINUTE = 60;
const HOUR = 3_600;

/** Seconds as `45 s`, `12 min`, `3.5 h`, `4.2 d`. */
export const duration = (seconds: number | null | undefined): string => {
  if (seconds === null || seconds === undefined) return NONE;
  if (seconds < 2 * MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / MINUTE)} min`;
  if (seconds < 48 * HOUR) return `${(seconds / HOUR).toFixed(1)} h`;
  return `${(seconds / HOUR / 24).toFixed(1)} d`;
};

/** Wh as kWh. */
export const energy = (wattHours: number | null | undefined): string =>
  wattHours === null || wattHours === undefined ? NONE : `${(wattHours / 1_000).toFixed(1)} kWh`;
