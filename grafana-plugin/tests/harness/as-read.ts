/** Numbers as a reader expects to see them; said again here, so that the app's own way of writing them is held against it. */

/** One decimal, and nothing is whole that is not. */
export const percent = (numerator: number, denominator: number): string => {
  if (denominator === 0) return '–';
  const rounded = Math.round((1_000 * numerator) / denominator) / 10;
  return `${(rounded === 100 && numerator < denominator ? 99.9 : rounded).toFixed(1)} %`;
};

export const whole = (number: number): string =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(number);

/** A moment on the clock of the browser, which is that of UTC. */
export const moment = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

const UNITS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, d: 86_400 };

/** `3.5 h`: how many seconds that is, and how far from it what was rounded to it may be. */
export const secondsRead = (text: string): { readonly seconds: number; readonly within: number } => {
  const [, number = '', decimals = '', name = ''] = /^(\d+(\.\d)?) (s|min|h|d)$/.exec(text) ?? [];
  const unit = UNITS[name];
  if (unit === undefined) throw new Error(`${text} is no length of time`);
  return { seconds: Number(number) * unit, within: (decimals === '' ? 0.5 : 0.05) * unit };
};
