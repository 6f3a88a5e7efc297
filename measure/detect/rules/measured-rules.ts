import { readRules, type Rules } from './rule-files.ts';

/** About the collector itself: simulated stations say nothing of it. */
const APART = 'alerts-blind.yaml';

/** All rules of a folder but the alerts of blind spots, and of those that are not asked for. */
export function measuredRules(folder: string, asked = /.*/): Rules {
  const { recording, alerting } = readRules(folder);
  return { recording, alerting: alerting.filter(({ file, name }) => file !== APART && asked.test(name)) };
}
