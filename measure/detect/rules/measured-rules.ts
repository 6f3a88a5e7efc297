import { readRules, type Rules } from './rule-files.ts';

/** About the collector itself: simulated stations say nothing of it. */
const APART = 'alerts-blind.yaml';

/** All rules of a folder but the alerts of blind spots. */
export function measuredRules(folder: string): Rules {
  const { recording, alerting } = readRules(folder);
  return { recording, alerting: alerting.filter(({ file }) => file !== APART) };
}
