import { createRedact } from '../../ocpp/redaction.ts';
import { createIdentityHash } from '../../ocpp/identity-hash.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { FlowFile } from '../../ledger/report/flow-file.ts';
import { ReportBuilder } from '../../ledger/report/report-builder.ts';
import type { Report } from '../../ledger/report/report.ts';
import type { Arrival } from '../../model/arrival.ts';
import type { Outcome } from '../../model/outcome.ts';
import { ok, type Result } from '../../model/result.ts';
import { LogBatches, type LogOptions } from './log-batches.ts';
import { mergeLogs } from './merge-logs.ts';
import type { Progress } from './progress.ts';
import type { ReportSettings } from './report-settings.ts';
import { OutcomeSink } from './sink.ts';

/** As much of a tracker as a report needs. */
export interface ReportTracker {
  readonly streamAt: number;
  apply(arrival: Arrival): readonly Outcome[];
  finish(): { readonly outcomes: readonly Outcome[]; readonly open: number };
}

/** What a report from logs is made with. */
export interface LogReportSettings extends Pick<ReportSettings, 'inventory' | 'identityKeys' | 'catalogue'> {
  readonly logs: readonly string[];
  readonly reading: LogOptions;
  readonly tracker: ReportTracker;
  readonly progress: Progress;
  readonly flows: FlowFile | null;
  readonly ledger: Ledger | null;
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Told how a log was read, where that is worth a line. */
  readonly onNote: (note: string) => void;
}

const unusableLines = (logs: readonly LogBatches[]): { lines: number; problems: Record<string, number> } => {
  const problems: Record<string, number> = {};
  for (const { problem, count } of logs.flatMap((log) => log.tally.problems())) {
    problems[problem] = (problems[problem] ?? 0) + count;
  }
  return { lines: logs.reduce((sum, log) => sum + log.tally.lines, 0), problems };
};

/** The report of one or several logs, read once from beginning to end. */
export const reportFromLogs = async (settings: LogReportSettings): Promise<Result<Report>> => {
  const { tracker, progress, inventory } = settings;
  const hash = createIdentityHash(settings.identityKeys, settings.catalogue.paymentTags);
  const builder = new ReportBuilder(inventory);
  const sink = new OutcomeSink(builder, settings.flows, settings.ledger);
  const logs = settings.logs.map(
    (path) =>
      new LogBatches(path, {
        ...settings.reading,
        redact: createRedact(hash),
        onProgress: (bytes, total) => {
          progress.update(path, bytes, total);
        },
        ...(settings.stdin && { stdin: settings.stdin }),
      }),
  );
  const read = await mergeLogs(logs, (arrival) => {
    for (const outcome of tracker.apply(arrival)) sink.add(outcome);
  });
  progress.clear();
  if (!read.ok) return read;
  for (const { note } of logs) if (note !== null) settings.onNote(note);
  const { outcomes, open } = tracker.finish();
  for (const outcome of outcomes) sink.add(outcome);
  const written = await sink.finish();
  if (!written.ok) return written;
  return ok(builder.build({ open, until: tracker.streamAt, lines: unusableLines(logs) }));
};
