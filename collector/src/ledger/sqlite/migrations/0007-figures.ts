import { STAGES } from '../../../model/stage.ts';

const bits = (condition: (stage: string) => string): string =>
  STAGES.map(
    (stage, index) =>
      `COALESCE((SELECT MAX(${condition(stage)}) FROM json_each(flow.stages)), 0) * ${1 << index}`,
  ).join(' + ');

const isStage = (stage: string): string =>
  `value ->> 'stage' = '${stage}' AND value ->> 'result' <> 'skipped'`;

const isPassed = (stage: string): string =>
  [
    isStage(stage),
    `value ->> 'result' <> 'failed'`,
    `value ->> 'end' IS NOT NULL`,
    ...(stage === 'handshake' ? ['flow.reached_energy = 1'] : []),
  ].join(' AND ');

/**
 * What figures over many flows are made of, without the lists of stages: which stages a flow entered and passed, a bit each
 * in the order of STAGES, and those that failed as `stage:reason,…`. `flow_figures` holds all that is read, so that the wide
 * rows are left alone. `known_at` finds what was written since one last looked.
 */
export const FIGURES = `
  ALTER TABLE flow ADD COLUMN entered INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE flow ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE flow ADD COLUMN stage_failures TEXT NOT NULL DEFAULT '';
  UPDATE flow SET
    entered = ${bits(isStage)},
    passed = ${bits(isPassed)},
    stage_failures = COALESCE((
      SELECT group_concat((value ->> 'stage') || ':' || COALESCE(value ->> 'reason', flow.reason, 'other_error'))
      FROM json_each(flow.stages) WHERE value ->> 'result' = 'failed'), '');
  CREATE INDEX flow_figures ON flow (
    start_at, id, end_at, station, site, vendor, model, firmware, evse, connector,
    outcome, failed_stage, reason, attribution, recovered, reached_energy, valid_stop,
    power_type, machine_start_seconds, driver_start_seconds, power_ratio,
    entered, passed, stage_failures, visit);
  CREATE INDEX flow_by_known ON flow (known_at);
  CREATE INDEX visit_by_known ON visit (known_at);
  CREATE INDEX interval_by_known ON interval (known_at);

  ALTER TABLE exclusion_decision ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE exclusion_decision ADD COLUMN request TEXT;
`;
