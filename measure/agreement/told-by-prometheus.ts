import type {
  PrometheusSeries,
  RealPrometheus,
} from '@firstcharge/collector/exporters/prometheus/testdata/real-prometheus.ts';
import { sampleName, type Samples } from './sample-book.ts';

/** What the counters of the chargers counted while Prometheus watched. */
export interface ToldByPrometheus {
  /** Last − first of each series, corrected for resets. */
  readonly increases: Samples;
  /** Series that did not begin at 0: what they counted before is nobody's. */
  readonly bornLater: readonly string[];
  /** Series that fell. */
  readonly fallen: readonly string[];
  /** Gauges as they are at the end. */
  readonly gauges: Samples;
}

const COUNTERS = '{__name__=~"ev_.*_(total|sum|count)"}';
const GAUGES = '{__name__="ev_connector_state_code"}';

const nameOf = ({
  labels: { __name__: name = '', job: _job, instance: _instance, ...rest },
}: PrometheusSeries): string => sampleName(name, rest);

/** What was counted: a fall is a restart at 0, as Prometheus takes it. */
function increaseOf(values: readonly number[]): number {
  return values.slice(1).reduce((sum, value, at) => {
    const before = values[at] ?? 0;
    return sum + (value >= before ? value - before : value);
  }, 0);
}

const hasFallen = ({ values }: PrometheusSeries): boolean =>
  values.some((value, at) => value < (values[at - 1] ?? 0));

/** Reads every sample that was scraped. */
export async function toldByPrometheus(prometheus: RealPrometheus): Promise<ToldByPrometheus> {
  const series = await prometheus.history(COUNTERS);
  const gauges = await prometheus.history(GAUGES);
  return {
    increases: new Map(series.map((one) => [nameOf(one), increaseOf(one.values)])),
    bornLater: series.filter(({ values }) => values[0] !== 0).map(nameOf),
    fallen: series.filter(hasFallen).map(nameOf),
    gauges: new Map(gauges.map((one) => [nameOf(one), one.values.at(-1) ?? 0])),
  };
}
