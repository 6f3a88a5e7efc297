import type { ReliabilityIndex } from '../../model/reliability-index.ts';
import type { AvailabilityFigures, GroupFigures, Report } from '../report/report.ts';
import { Funnel } from '../report/funnel.ts';
import { startTimeFigures } from '../report/start-times.ts';
import { availabilityFigures } from './availability.ts';
import type { FigureColumns } from './figure-columns.ts';
import type { FlowFilter } from './figure-filter.ts';
import { VERDICTS } from './flow-columns.ts';
import { indexFigures } from './index-figures.ts';
import { select } from './selection.ts';
import { talliesOf } from './tallies.ts';
import { WHOLE } from './verdict-counts.ts';

/** All figures over one filter. */
export interface SummaryFigures extends GroupFigures {
  readonly reliability_index: ReliabilityIndex;
  readonly availability: AvailabilityFigures;
}

/** The figures of `report`, over what passes the filter. */
export const summaryFigures = (columns: FigureColumns, filter: FlowFilter): SummaryFigures => {
  const selection = select(columns, filter);
  const availability = availabilityFigures(columns, filter);
  const { connectors, port_uptime, incapable_seconds, states } = availability;
  const [tally] = talliesOf(columns, selection, WHOLE);
  const reliability = indexFigures(columns, selection, availability);
  // One group is asked for, so there is one tally.
  if (!tally) throw new Error('a whole without figures');
  return {
    ...tally.figures(),
    reliability_index: reliability.all,
    availability: { connectors, port_uptime, incapable_seconds, states },
  };
};

/** The funnel and the failures of `report`, over what passes the filter. */
export const funnelFigures = (
  columns: FigureColumns,
  filter: FlowFilter,
): Pick<Report, 'flows' | 'funnel' | 'failures'> => {
  const selection = select(columns, filter);
  const { flows } = columns;
  const { entered, passed, failedStages, failure, verdict } = flows.table.columns;
  const alike = new Map<number, { index: number; times: number }>();
  for (let at = 0; at < selection.flows.length; at += 1) {
    const index = selection.flows[at] ?? 0;
    const stages = (entered[index] ?? 0) * 256 + (passed[index] ?? 0);
    const why = (failedStages[index] ?? 0) * 65_536 + (failure[index] ?? 0);
    // 16 + 32 + 6 bits: more than 53, but few lists of failed stages and few failures ever come.
    const key = (why * 65_536 + stages) * 8 + ((verdict[index] ?? 0) >> 3);
    const known = alike.get(key);
    if (known) known.times += 1;
    else alike.set(key, { index, times: 1 });
  }
  const funnel = new Funnel();
  for (const { index, times } of alike.values()) {
    const bad = flows.failures.values[failure[index] ?? 0];
    funnel.add(
      {
        entered: entered[index] ?? 0,
        passed: passed[index] ?? 0,
        failures: flows.failedStages.values[failedStages[index] ?? 0] ?? [],
        outcome: VERDICTS[verdict[index] ?? 0]?.outcome ?? 'unknown',
        failedStage: bad?.stage ?? null,
        reason: bad?.reason ?? null,
        attribution: bad?.attribution ?? null,
      },
      times,
    );
  }
  return { flows: selection.flows.length, funnel: funnel.stages(), failures: funnel.failures() };
};

const STARTED = Uint8Array.from(VERDICTS, ({ recovered, reachedEnergy }) =>
  Number(!recovered && reachedEnergy),
);

/** Percentiles of `report`, over what passes the filter. */
export const startTimesOf = (columns: FigureColumns, filter: FlowFilter): Report['start_time'] => {
  const { machineStart, driverStart, verdict } = columns.flows.table.columns;
  const { flows } = select(columns, filter);
  const measured = (column: Float64Array): Float64Array => {
    const values = new Float64Array(flows.length);
    let count = 0;
    for (let at = 0; at < flows.length; at += 1) {
      const index = flows[at] ?? 0;
      const value = column[index] ?? NaN;
      if (STARTED[verdict[index] ?? 0] !== 1 || Number.isNaN(value)) continue;
      values[count] = value;
      count += 1;
    }
    return values.subarray(0, count);
  };
  return {
    machine: startTimeFigures(measured(machineStart)),
    driver: startTimeFigures(measured(driverStart)),
  };
};
