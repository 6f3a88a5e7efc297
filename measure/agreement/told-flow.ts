import type { FlowStage, SettledFlow } from '@firstcharge/collector/model/flow.ts';

/** As much of a flow as every way out of the collector tells. */
export interface ToldFlow extends Pick<
  SettledFlow,
  | 'id'
  | 'traceId'
  | 'site'
  | 'station'
  | 'evse'
  | 'connector'
  | 'vendor'
  | 'model'
  | 'firmware'
  | 'start'
  | 'visit'
  | 'late'
  | 'outcome'
  | 'failedStage'
  | 'reason'
  | 'attribution'
  | 'recovered'
  | 'reachedEnergy'
  | 'validStop'
  | 'energyWh'
  | 'machineStartSeconds'
  | 'driverStartSeconds'
  | 'powerRatio'
> {
  readonly stages: readonly Pick<FlowStage, 'stage' | 'result'>[];
}
