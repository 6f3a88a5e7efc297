import type { SettledFlow } from '../../../model/flow.ts';
import type { StageName } from '../../../model/stage.ts';
import type { PatternsConfig } from './config.ts';
import { byFirmware } from './firmware.ts';
import { keep, type Finding, type PatternBook } from './pattern-book.ts';
import { refusalSpike } from './refusals.ts';
import { sharedCause } from './shared-cause.ts';
import { unseenCables } from './unseen-cables.ts';

/** A flow that is told otherwise now than when it was settled. */
export interface Retold {
  readonly before: SettledFlow;
  readonly after: SettledFlow;
  readonly why: string;
}

/**
 * Holds a flow that is about to be settled against those before it. Gives the flow as it is to be told, and the earlier
 * ones that it shows in another light.
 */
export function attribute(
  book: PatternBook,
  config: PatternsConfig,
  flow: SettledFlow,
): { flow: SettledFlow; retold: Retold[] } {
  if (isRemembered(flow)) keep(book, flow);
  // Both count every flow; what a firmware does outweighs what its vehicles and connectors show.
  const firmware = byFirmware(book, config, flow);
  const shared = sharedCause(book, config, flow);
  const blamed = shared?.attribution === 'site' || shared?.attribution === 'network' ? shared : null;
  const finding = blamed ?? firmware ?? shared;
  const failed = refusalSpike(book, config, flow) ?? unseenCables(book, config, flow);
  const retold: Retold[] = [];
  if (finding) retold.push(...blame(book, finding));
  if (failed) retold.push(...fail(book, failed, failed.attribution === 'backend' ? 'authorize' : 'plug_in'));
  return {
    flow: book.flows.get(flow.id) ?? flow,
    retold: retold.filter(({ before }) => before.id !== flow.id),
  };
}

const isRemembered = ({ outcome, reason }: SettledFlow): boolean =>
  outcome === 'failed' ||
  outcome === 'interrupted' ||
  outcome === 'refused' ||
  (outcome === 'abandoned' && reason === 'cable_not_seen');

/** What was found before and outweighs what is found now. */
const STRENGTH: Readonly<Record<string, number>> = { site: 4, network: 4, firmware: 3, vehicle: 2, evse: 1 };

function blame(book: PatternBook, { flows, attribution, why }: Finding): Retold[] {
  return flows.flatMap((before) => {
    const found = isLoop(before) || before.evidence.some(({ text }) => text.startsWith(BLAMED));
    const weaker = (STRENGTH[attribution] ?? 0) < (STRENGTH[before.attribution ?? ''] ?? 0);
    if (before.attribution === attribution || (found && weaker)) return [];
    return [retell(book, before, { ...before, attribution }, `${BLAMED} ${attribution}: ${why}`)];
  });
}

const BLAMED = 'attributed to';

/** A station that boots again and again shows by itself what is to blame. */
const isLoop = ({ reason, attribution }: SettledFlow): boolean =>
  reason === 'reboot' && attribution === 'firmware';

function fail(book: PatternBook, { flows, attribution, why }: Finding, stage: StageName): Retold[] {
  return flows.flatMap((before) => {
    if (before.outcome === 'failed') return [];
    const after: SettledFlow = {
      ...before,
      outcome: 'failed',
      failedStage: stage,
      attribution,
      stages: before.stages.map((entry) =>
        entry.stage === stage
          ? {
              ...entry,
              start: entry.start ?? before.start,
              end: entry.end ?? before.end,
              result: 'failed',
              reason: before.reason,
            }
          : entry,
      ),
    };
    return [retell(book, before, after, why)];
  });
}

function retell(book: PatternBook, before: SettledFlow, after: SettledFlow, why: string): Retold {
  const told = { ...after, evidence: [...after.evidence, { at: after.end, text: why }] };
  keep(book, told);
  return { before, after: told, why };
}
