import { createIdentityHash } from '../../../ocpp/identity-hash.ts';
import { createRedact } from '../../../ocpp/redaction.ts';
import type { TerminalStyle } from '../../../ledger/report/render/terminal.ts';
import type { Arrival } from '../../../model/arrival.ts';
import { failed, ok, permanent, type Result } from '../../../model/result.ts';
import { createTracker } from '../../../processors/tracker.ts';
import { LogBatches, type LogOptions } from '../log-batches.ts';
import { openLedgerIn } from '../ledger-file.ts';
import { mergeLogs } from '../merge-logs.ts';
import type { Progress } from '../progress.ts';
import type { ReportSettings } from '../report-settings.ts';
import { FrameWindow } from './frame-window.ts';
import { FlowFinder, readTarget, type FoundFlow, type WhyTarget } from './target.ts';
import { renderWhy } from './why-text.ts';

/** What is asked, and where to look. */
export interface WhySettings {
  readonly target: string;
  readonly logs: readonly string[];
  readonly ledger: string | undefined;
  readonly reading: LogOptions;
  readonly report: ReportSettings;
  readonly progress: Progress;
  readonly style: TerminalStyle;
  /** Every frame and all evidence. */
  readonly all: boolean;
}

const MOST_NAMED = 10;

const notFound = (asked: string, open: number | null, stations: readonly string[]): Result<never> => {
  const named = stations.slice(0, MOST_NAMED).join(', ');
  const rest = stations.length > MOST_NAMED ? ` and ${stations.length - MOST_NAMED} more` : '';
  const where =
    stations.length === 0 ? 'there is no ended flow at all' : `stations with ended flows: ${named}${rest}`;
  const still = open !== null && open > 0 ? `; ${open} flows had not ended` : '';
  return failed(
    permanent(`no flow ${asked}: ${where}${still}. Write a flow's id, STATION or STATION@2026-11-01T10:00`),
  );
};

async function readLogs(settings: WhySettings, onArrival: (arrival: Arrival) => void): Promise<Result<void>> {
  const hash = createIdentityHash(settings.report.identityKeys, settings.report.catalogue.paymentTags);
  const logs = settings.logs.map(
    (path) =>
      new LogBatches(path, {
        ...settings.reading,
        redact: createRedact(hash),
        onProgress: (bytes, total) => {
          settings.progress.update(path, bytes, total);
        },
      }),
  );
  const read = await mergeLogs(logs, onArrival);
  settings.progress.clear();
  return read;
}

async function findInLogs(settings: WhySettings, target: WhyTarget): Promise<Result<FoundFlow>> {
  const { inventory, processors, catalogue } = settings.report;
  const tracker = createTracker({ inventory, config: processors, catalogue });
  const finder = new FlowFinder(target);
  const read = await readLogs(settings, (arrival) => {
    for (const outcome of tracker.apply(arrival)) finder.add(outcome);
  });
  if (!read.ok) return read;
  const { outcomes, open } = tracker.finish();
  for (const outcome of outcomes) finder.add(outcome);
  const found = finder.found();
  return found === null ? notFound(settings.target, open, finder.stations()) : ok(found);
}

function findInLedger(directory: string, asked: string, target: WhyTarget): Result<FoundFlow> {
  const opened = openLedgerIn(directory, true);
  if (!opened.ok) return opened;
  const ledger = opened.value;
  try {
    const finder = new FlowFinder(target);
    for (const flow of ledger.flows({}))
      finder.add({ kind: 'flow_settled', at: flow.end, flow, startCounted: true });
    const found = finder.found();
    if (found === null) return notFound(asked, null, finder.stations());
    const amendments = [...ledger.amendments({})].filter(({ flow }) => flow === found.flow.id);
    return ok({ flow: found.flow, amendments });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(permanent(`the ledger in ${directory} cannot be read: ${reason}`));
  } finally {
    ledger.close();
  }
}

/** Explains one flow: finds it in logs, or in a ledger where no log is given, and reads the logs again for its frames. */
export async function explainFlow(settings: WhySettings): Promise<Result<string>> {
  const { logs, ledger, style, all } = settings;
  if (logs.includes('-'))
    return failed(permanent('--why reads the log twice: name a file, not standard input'));
  const target = readTarget(settings.target, settings.reading.zone);
  const found =
    logs.length === 0 && ledger !== undefined
      ? findInLedger(ledger, settings.target, target)
      : await findInLogs(settings, target);
  if (!found.ok) return found;
  if (logs.length === 0) return ok(renderWhy(found.value, null, style, all));
  const window = new FrameWindow(found.value.flow, all);
  const read = await readLogs(settings, (arrival) => {
    window.add(arrival);
  });
  return read.ok ? ok(renderWhy(found.value, window, style, all)) : read;
}
