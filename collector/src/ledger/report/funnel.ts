import type { Reason } from '../../model/reason.ts';
import { STAGES } from '../../model/stage.ts';
import { stageBit, type FlowFigures } from './flow-figures.ts';
import type { FailureFigures, FunnelStage } from './report.ts';

/** Most first; equal ones by name, so that the same flows always give the same report. */
export const byCount = (
  [oneName, one]: readonly [string, number],
  [otherName, other]: readonly [string, number],
): number => other - one || (oneName < otherName ? -1 : 1);

/** What the funnel looks at of a flow. */
export type FunnelFlow = Pick<
  FlowFigures,
  'entered' | 'passed' | 'failures' | 'outcome' | 'failedStage' | 'reason' | 'attribution'
>;

/** How far flows came, stage by stage, and why they came no further. */
export class Funnel {
  readonly #stages = STAGES.map((stage) => ({
    stage,
    bit: stageBit(stage),
    entered: 0,
    ok: 0,
    failed: 0,
    reasons: new Map<Reason, number>(),
  }));
  readonly #failures = new Map<string, { -readonly [K in keyof FailureFigures]: FailureFigures[K] }>();

  /** `times` flows alike. */
  add(flow: FunnelFlow, times = 1): void {
    for (const stage of this.#stages) {
      if ((flow.entered & stage.bit) !== 0) stage.entered += times;
      if ((flow.passed & stage.bit) !== 0) stage.ok += times;
      for (const failure of flow.failures) {
        if (failure.stage !== stage.stage) continue;
        stage.failed += times;
        stage.reasons.set(failure.reason, (stage.reasons.get(failure.reason) ?? 0) + times);
      }
    }
    if (flow.failedStage !== null) this.#addFailure(flow, times);
  }

  stages(): readonly FunnelStage[] {
    return this.#stages.map(({ stage, entered, ok, failed, reasons }) => ({
      stage,
      entered,
      ok,
      failed,
      left: entered - ok - failed,
      reasons: Object.fromEntries([...reasons].sort(byCount)),
    }));
  }

  failures(): readonly FailureFigures[] {
    return [...this.#failures]
      .sort(([oneKey, one], [otherKey, other]) => byCount([oneKey, one.flows], [otherKey, other.flows]))
      .map(([, figures]) => figures);
  }

  #addFailure({ outcome, failedStage: stage, reason, attribution }: FunnelFlow, times: number): void {
    const key = JSON.stringify([outcome, stage, reason, attribution]);
    const known = this.#failures.get(key);
    if (known) known.flows += times;
    else this.#failures.set(key, { outcome, stage, reason, attribution, flows: times });
  }
}
