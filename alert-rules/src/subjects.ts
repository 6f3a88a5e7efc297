/** What an alert can be about: labels that it has, the dashboard and the page of the app that show it. */
export interface SubjectOf {
  readonly labels: readonly string[];
  readonly dashboard: string;
  readonly page: string;
}

const subject = (labels: readonly string[], dashboard: string, page: string): SubjectOf => ({
  labels,
  dashboard,
  page,
});

export const SUBJECTS = {
  connector: subject(['site', 'station', 'evse', 'connector'], 'firstcharge-station', 'station'),
  evse: subject(['site', 'station', 'evse'], 'firstcharge-station', 'station'),
  station: subject(['site', 'station'], 'firstcharge-station', 'station'),
  terminal: subject(['site', 'station', 'terminal'], 'firstcharge-station', 'station'),
  link: subject(['site', 'link'], 'firstcharge-connectivity', 'performance'),
  site: subject(['site'], 'firstcharge-site', 'performance'),
  cohort: subject(['model'], 'firstcharge-fleet', 'suppliers'),
  fleet: subject([], 'firstcharge-fleet', 'performance'),
  collector: subject([], 'firstcharge-collector', 'configuration'),
} as const satisfies Record<string, SubjectOf>;
export type Subject = keyof typeof SUBJECTS;

export const isSubject = (name: string): name is Subject => Object.hasOwn(SUBJECTS, name);

/** `?var-site=…&var-station=…` with the alert's own labels, escaped by the template. */
const query = (labels: readonly string[], prefix: string): string =>
  labels.length === 0
    ? ''
    : `?${labels.map((label) => `${prefix}${label}={{ $labels.${label} | urlquery }}`).join('&')}`;

/** Where each base leads for an alert. */
export function linksOf(
  alert: string,
  of: Subject,
  base: { readonly runbooks: string; readonly dashboards: string; readonly app: string },
): { runbook_url: string; dashboard_url: string; app_url: string } {
  const { labels, dashboard, page } = SUBJECTS[of];
  return {
    runbook_url: `${base.runbooks}/${alert}.md`,
    dashboard_url: `${base.dashboards}/${dashboard}${query(labels, 'var-')}`,
    app_url: `${base.app}/${page}${query(labels, '')}`,
  };
}
