import type { SQLOutputValue } from 'node:sqlite';
import { FLOW_OUTCOMES } from '../../../model/flow.ts';
import { ATTRIBUTIONS, REASON_NAMES } from '../../../model/reason.ts';
import { chargeQuality } from '../../../model/reliability-index.ts';
import { STAGES } from '../../../model/stage.ts';
import type { FigureColumns } from '../../figures/figure-columns.ts';
import { placeNumber, verdictNumber } from '../../figures/flow-columns.ts';
import type { StageFailure } from '../../report/flow-figures.ts';

/** What is read of a flow, in the order of `addFlow`. */
export const FLOW_FIGURES = `SELECT flow.rowid, start_at, end_at, station, site, vendor, model, firmware, evse, connector,
  outcome, failed_stage, reason, attribution, recovered, reached_energy, valid_stop,
  power_type, machine_start_seconds, driver_start_seconds, power_ratio, entered, passed, stage_failures, visit FROM flow`;

const wordOf = <W extends string>(words: readonly W[], value: SQLOutputValue | undefined): W | null =>
  words.find((word) => word === value) ?? null;
const numberOf = (value: SQLOutputValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Reads `handshake:no_energy,energy:ground_fault`. */
const failuresOf = (text: string): readonly StageFailure[] =>
  text.split(',').flatMap((part) => {
    const [written, why] = part.split(':');
    const stage = wordOf(STAGES, written);
    return stage === null ? [] : [{ stage, reason: wordOf(REASON_NAMES, why) ?? 'other_error' }];
  });

/** Puts one row of `FLOW_FIGURES` at an index of the columns, and gives its row id; `indexOf` says which index. */
export const putFlow = (
  { flows, visits }: FigureColumns,
  row: readonly SQLOutputValue[],
  indexOf: (rowId: number) => number,
): void => {
  const [rowId, start, end, station, site, vendor, model, firmware, evse, connector, ...rest] = row;
  const [outcome, stage, reason, attribution, recovered, reached, valid, ...measured] = rest;
  const [powerType, machine, driver, ratio, entered, passed, failures, visit] = measured;
  const index = indexOf(Number(rowId));
  const { columns } = flows.table;
  const originKey = `${String(station)}\u0000${String(site)}\u0000${String(vendor)}\u0000${String(model)}\u0000${String(firmware)}`;
  const verdict = {
    outcome: wordOf(FLOW_OUTCOMES, outcome) ?? 'unknown',
    recovered: recovered === 1,
    reachedEnergy: reached === 1,
    validStop: valid === 1,
  };
  const machineStartSeconds = numberOf(machine);
  const quality = chargeQuality({
    ...{ reachedEnergy: verdict.reachedEnergy, recovered: verdict.recovered, machineStartSeconds },
    powerRatio: numberOf(ratio),
    powerType: wordOf(['AC', 'DC'] as const, powerType),
  });
  columns.start[index] = Number(start);
  columns.end[index] = Number(end);
  columns.origin[index] = flows.origins.numberOf(originKey, () => ({
    ...{ station: String(station), site: String(site), vendor: String(vendor) },
    ...{ model: String(model), firmware: String(firmware) },
  }));
  columns.visit[index] = visits.numberOf(String(visit));
  columns.place[index] = placeNumber(numberOf(evse), numberOf(connector));
  columns.verdict[index] = verdictNumber(verdict);
  columns.failure[index] = flows.failures.numberOf(
    `${String(stage)}:${String(reason)}:${String(attribution)}`,
    () => ({
      stage: wordOf(STAGES, stage),
      reason: wordOf(REASON_NAMES, reason),
      attribution: wordOf(ATTRIBUTIONS, attribution),
    }),
  );
  columns.entered[index] = Number(entered);
  columns.passed[index] = Number(passed);
  const failedStages = String(failures);
  columns.failedStages[index] = flows.failedStages.numberOf(failedStages, () => failuresOf(failedStages));
  columns.machineStart[index] = machineStartSeconds ?? NaN;
  columns.driverStart[index] = numberOf(driver) ?? NaN;
  columns.power[index] = quality.power ?? NaN;
  columns.startQuality[index] = quality.start ?? NaN;
};
