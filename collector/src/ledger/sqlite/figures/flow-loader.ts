import type { SQLOutputValue } from 'node:sqlite';
import { FLOW_OUTCOMES } from '../../../model/flow.ts';
import { ATTRIBUTIONS, REASON_NAMES } from '../../../model/reason.ts';
import { chargeQuality } from '../../../model/reliability-index.ts';
import { STAGES } from '../../../model/stage.ts';
import type { FigureColumns } from '../../figures/figure-columns.ts';
import { placeNumber, verdictNumber } from '../../figures/flow-columns.ts';
import type { StageFailure } from '../../report/flow-figures.ts';

/** What is read of a flow, in the order of `putFlow`. */
export const FLOW_FIGURES = `SELECT flow.rowid, start_at, end_at, station, site, vendor, model, firmware, evse, connector,
  outcome, failed_stage, reason, attribution, recovered, reached_energy, valid_stop,
  power_type, machine_start_seconds, driver_start_seconds, power_ratio, entered, passed, stage_failures, visit FROM flow`;

const wordOf = <W extends string>(words: readonly W[], value: SQLOutputValue | undefined): W | null =>
  words.find((word) => word === value) ?? null;
const numberOf = (value: SQLOutputValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

const POWER_TYPES = ['AC', 'DC'] as const;

/** Reads `handshake:no_energy,energy:ground_fault`. */
const failuresOf = (text: string): readonly StageFailure[] =>
  text.split(',').flatMap((part) => {
    const [written, why] = part.split(':');
    const stage = wordOf(STAGES, written);
    return stage === null ? [] : [{ stage, reason: wordOf(REASON_NAMES, why) ?? 'other_error' }];
  });

/** Where in a row of `FLOW_FIGURES` and `VISIT_FIGURES` the words of an origin begin. */
const ORIGIN_AT = { flow: 3, visit: 2 } as const;

/** The number of the origin whose words begin at `at` of a row: station, site, vendor, model, firmware. */
export const originNumber = (
  { flows }: FigureColumns,
  row: readonly SQLOutputValue[],
  of: keyof typeof ORIGIN_AT,
): number => {
  const at = ORIGIN_AT[of];
  const station = String(row[at]);
  const site = String(row[at + 1]);
  const vendor = String(row[at + 2]);
  const model = String(row[at + 3]);
  const firmware = String(row[at + 4]);
  return flows.origins.numberOf(
    `${station}\u0000${site}\u0000${vendor}\u0000${model}\u0000${firmware}`,
    () => ({ station, site, vendor, model, firmware }),
  );
};

/** Puts one row of `FLOW_FIGURES` into the columns; `indexOf` says at which index a row id is. */
export const putFlow = (
  figures: FigureColumns,
  row: readonly SQLOutputValue[],
  indexOf: (rowId: number) => number,
): void => {
  const { flows, visits } = figures;
  const index = indexOf(Number(row[0]));
  const { columns } = flows.table;
  const verdict = {
    outcome: wordOf(FLOW_OUTCOMES, row[10]) ?? 'unknown',
    recovered: row[14] === 1,
    reachedEnergy: row[15] === 1,
    validStop: row[16] === 1,
  };
  const machineStartSeconds = numberOf(row[18]);
  const quality = chargeQuality({
    ...{ reachedEnergy: verdict.reachedEnergy, recovered: verdict.recovered, machineStartSeconds },
    powerRatio: numberOf(row[20]),
    powerType: wordOf(POWER_TYPES, row[17]),
  });
  columns.start[index] = Number(row[1]);
  columns.end[index] = Number(row[2]);
  columns.origin[index] = originNumber(figures, row, 'flow');
  columns.visit[index] = visits.numberOf(String(row[24]));
  columns.place[index] = placeNumber(numberOf(row[8]), numberOf(row[9]));
  columns.verdict[index] = verdictNumber(verdict);
  columns.failure[index] = flows.failures.numberOf(
    `${String(row[11])}:${String(row[12])}:${String(row[13])}`,
    () => ({
      stage: wordOf(STAGES, row[11]),
      reason: wordOf(REASON_NAMES, row[12]),
      attribution: wordOf(ATTRIBUTIONS, row[13]),
    }),
  );
  columns.entered[index] = Number(row[21]);
  columns.passed[index] = Number(row[22]);
  const failedStages = String(row[23]);
  columns.failedStages[index] = flows.failedStages.numberOf(failedStages, () => failuresOf(failedStages));
  columns.machineStart[index] = machineStartSeconds ?? NaN;
  columns.driverStart[index] = numberOf(row[19]) ?? NaN;
  columns.power[index] = quality.power ?? NaN;
  columns.startQuality[index] = quality.start ?? NaN;
};
