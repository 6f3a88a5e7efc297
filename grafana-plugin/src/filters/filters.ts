/** What every page may be narrowed by; '' is all. The names are those of the URL. */
export const FILTER_NAMES = [
  'site',
  'vendor',
  'model',
  'firmware',
  'station',
  'stage',
  'reason',
  'outcome',
  'attribution',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = Readonly<Record<FilterName, string>>;

export const COMPARISONS = ['previous', 'year', 'none'] as const;
/** What figures are compared with: the stretch of the same length before, the same one a year before, or nothing. */
export type Comparison = (typeof COMPARISONS)[number];

/** What the URL says of a page. `from` and `to` as Grafana writes them: `now-30d`, ISO 8601, or ms. */
export interface PageState {
  readonly filters: Filters;
  readonly from: string;
  readonly to: string;
  readonly compare: Comparison;
}

export const DEFAULT_FROM = 'now-30d';
export const DEFAULT_TO = 'now';

export const readPageState = (search: string): PageState => {
  const query = new URLSearchParams(search);
  const value = (name: FilterName): string => query.get(name) ?? '';
  return {
    filters: {
      site: value('site'),
      vendor: value('vendor'),
      model: value('model'),
      firmware: value('firmware'),
      station: value('station'),
      stage: value('stage'),
      reason: value('reason'),
      outcome: value('outcome'),
      attribution: value('attribution'),
    },
    from: query.get('from') ?? DEFAULT_FROM,
    to: query.get('to') ?? DEFAULT_TO,
    compare: COMPARISONS.find((one) => one === query.get('compare')) ?? 'previous',
  };
};
