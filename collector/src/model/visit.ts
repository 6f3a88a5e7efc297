/** `not_counted`: only abandoned, unknown or refused flows, or the first flow is `unknown`. */
export const VISIT_RESULTS = ['first_ok', 'later_ok', 'failed', 'not_counted'] as const;
export type VisitResult = (typeof VISIT_RESULTS)[number];

/** One driver's stay at a site, with one or more tries. Times are event times in ms. */
export interface Visit {
  /** 16 hex digits. */
  readonly id: string;
  readonly site: string;
  readonly start: number;
  readonly end: number;
  readonly result: VisitResult;
  /** Flow ids, in order of start. */
  readonly flows: readonly string[];
  /** Connector of the first flow. */
  readonly station: string;
  readonly evse: number | null;
  readonly connector: number | null;
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  /** Any flow of it delivered energy. */
  readonly charged: boolean;
  /** A success at another EVSE than the first try's. */
  readonly hop: boolean;
}
