import { CONNECTOR_STATES } from '@firstcharge/collector/model/availability.ts';
import type { Query, Sample } from './prometheus-client.ts';

/** Numbers of one moment; null where Prometheus has nothing to tell. */
export interface Summary {
  readonly connected: number | null;
  /** Connectors that charge. */
  readonly charging: number | null;
  readonly flowsLastHour: number | null;
  readonly startSuccess: { readonly month: number | null; readonly hour: number | null };
  readonly firstChargeSuccess: { readonly month: number | null; readonly hour: number | null };
  /** What failed most in the last minutes. */
  readonly failing: { readonly place: string; readonly stage: string; readonly reason: string } | null;
}

const ratio = (numerator: string, denominator: string): string => `${numerator} / ${denominator}`;
const grown = (selector: string, range: string): string => `sum(increase(${selector}[${range}]))`;

/** Charge Start Success as the documentation of the KPIs defines it: sums over sums. */
export const startSuccess = (range: string): string =>
  ratio(grown('ev_charge_start_successes_total', range), grown('ev_charge_start_attempts_total', range));

/** First Charge Success: visits whose first flow succeeded, of the visits that count. */
export const firstChargeSuccess = (range: string): string =>
  ratio(
    grown('ev_charge_visits_total{result="first_ok"}', range),
    grown('ev_charge_visits_total{result!="not_counted"}', range),
  );

const FAILING = `topk(1, sum by (site, model, failed_stage, reason) (increase(ev_charge_flow_failures_total[5m])) > 0)`;

const single = (samples: readonly Sample[]): number | null => {
  const value = samples[0]?.value;
  return value === undefined || Number.isNaN(value) ? null : value;
};

/** `history`: the range that stands for the month, `30d`. */
export async function readSummary(query: Query, history: string): Promise<Summary> {
  const number = async (expression: string): Promise<number | null> => single(await query(expression));
  const failing = (await query(FAILING))[0]?.labels;
  return {
    connected: await number('sum(ev_station_connected)'),
    charging: await number(
      `count(ev_connector_state_code == ${CONNECTOR_STATES.indexOf('charging')}) or vector(0)`,
    ),
    flowsLastHour: await number(grown('ev_charge_flows_total', '1h')),
    startSuccess: { month: await number(startSuccess(history)), hour: await number(startSuccess('1h')) },
    firstChargeSuccess: {
      month: await number(firstChargeSuccess(history)),
      hour: await number(firstChargeSuccess('1h')),
    },
    failing:
      failing === undefined
        ? null
        : {
            place: [failing['site'], failing['model']].filter((word) => word !== undefined).join(' '),
            stage: failing['failed_stage'] ?? '',
            reason: failing['reason'] ?? '',
          },
  };
}

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
const count = (number: number | null): string => (number === null ? '–' : String(Math.round(number)));

/** One line for people. */
export const summaryLine = (summary: Summary, history: string): string => {
  const {
    connected,
    charging,
    flowsLastHour,
    startSuccess: start,
    firstChargeSuccess: first,
    failing,
  } = summary;
  const parts = [
    `${count(connected)} stations`,
    `${count(charging)} charging`,
    `${count(flowsLastHour)} flows in 1 h`,
    `start ok ${percent(start.hour)} (${history}: ${percent(start.month)})`,
    `first charge ok ${percent(first.hour)} (${history}: ${percent(first.month)})`,
  ];
  if (failing !== null) parts.push(`failing: ${failing.place}, ${failing.reason} at ${failing.stage}`);
  return parts.join(' · ');
};
