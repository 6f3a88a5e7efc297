import type { Kpi } from '../../../model/kpi.ts';
import type { ShareKpi } from '../report.ts';

const COUNT = new Intl.NumberFormat('en');

/** `12,345` */
export const count = (value: number): string => COUNT.format(value);

/** `1 flow`, `12,345 flows` */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** `94.2 %`; `–` where nothing was counted. */
export const percent = (ratio: number | null): string =>
  ratio === null ? '–' : `${(100 * ratio).toFixed(1)} %`;

/** `93.8–94.6 %` */
export const interval = ({ low, high }: ShareKpi): string =>
  low === null || high === null ? '–' : `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %`;

/** `8,620`: the sample without which no share is shown. */
export const sample = ({ denominator }: Kpi): string => count(denominator);

/** `94.2 % of 8,620` */
export const shareOf = (share: Kpi): string =>
  share.ratio === null ? '–' : `${percent(share.ratio)} of ${sample(share)}`;

/** `12.3 s` */
export const duration = (seconds: number | null): string =>
  seconds === null ? '–' : `${seconds.toFixed(1)} s`;

/** Wire text as a terminal may show it: no control, format or bidirectional characters. */
export const printable = (text: string): string => text.replace(/\p{C}|[\u2028\u2029]/gu, '?');

/** `a_name` as people write it: `ev_communication_error` is `EV communication error`. */
export const words = (name: string): string =>
  name.replaceAll('_', ' ').replace(/\b(?:ev|evse|rfid)\b/g, (word) => word.toUpperCase());
