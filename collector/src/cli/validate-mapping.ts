import { readFileSync } from 'node:fs';
import type { SourceError } from '../config/source-error.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { failed, ok, type Result } from '../model/result.ts';
import type { TelemetryArrival } from '../model/telemetry.ts';
import type { MappingProblem } from '../receivers/mapping/problem.ts';
import { EXIT, type CliContext } from './context.ts';

/** What is asked for on the command line. */
export interface MappingOptions {
  readonly mapping: string;
  readonly sample?: string;
  readonly inventory?: string;
  readonly topic?: string;
  readonly prefix?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly defaultSite: string;
}

function read(path: string): Result<string, string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

const unreadable = (file: string, problem: string): readonly SourceError[] => [
  { file, line: 1, column: 1, path: '', problem, fix: 'correct the path' },
];

function signalLine({ observedAt, subject, observation, event }: TelemetryArrival): string {
  const { of: _of, ...who } = subject;
  const about = Object.entries(who).flatMap(([key, value]) => (value === null ? [] : [`${key} ${value}`]));
  const { kind, ...what } = observation;
  const said = Object.entries(what).flatMap(([key, value]) => (value === '' ? [] : [`${key}=${value}`]));
  const when = observedAt === null ? 'no time of its own' : new Date(observedAt).toISOString();
  return `${about.join(', ')}: ${kind} ${said.join(' ')} (${when}${event === null ? '' : `, event ${event}`})`;
}

function problemLine({ reason, at, detail }: MappingProblem): string {
  // Only what is written to a terminal by the person whose sample it is; control characters would act on it.
  const shown = detail.replace(/\p{Cc}/gu, '?');
  return [reason, at, shown === '' ? '' : `(${shown})`].filter(Boolean).join(' ');
}

/** A topic that fits the first entry, where none was named: wildcards stand for themselves. */
const plainTopic = (pattern: string): string =>
  pattern.replaceAll(/[{}]/g, '').replaceAll('+', 'x').replace('#', 'x');

async function inventoryOf(options: MappingOptions): Promise<Result<Inventory, readonly SourceError[]>> {
  const [{ EMPTY_INVENTORY }, { loadInventory }] = await Promise.all([
    import('../inventory/inventory.ts'),
    import('../inventory/load-inventory.ts'),
  ]);
  if (options.inventory === undefined) return ok(EMPTY_INVENTORY);
  const text = read(options.inventory);
  if (!text.ok) return failed(unreadable(options.inventory, `cannot be read: ${text.error}`));
  return loadInventory({ file: options.inventory, text: text.value, defaultSite: options.defaultSite });
}

/** Checks a mapping, and prints the signals that a sample yields with what of it was not understood. Nothing is sent anywhere. */
export async function validateMapping(context: CliContext, options: MappingOptions): Promise<void> {
  const [
    { loadMapping },
    { bindMapping },
    { mapMessage },
    { MAPPING_REASONS },
    { failWithSourceErrors },
    { createIdentityHash },
  ] = await Promise.all([
    import('../receivers/mapping/mapping-reference.ts'),
    import('../receivers/mapping/bind-mapping.ts'),
    import('../receivers/mapping/map-message.ts'),
    import('../receivers/mapping/problem.ts'),
    import('./source-errors.ts'),
    import('../ocpp/identity-hash.ts'),
  ]);
  const loaded = loadMapping(options.mapping, read, options.mapping);
  if (!loaded.ok) return failWithSourceErrors(context, loaded.error);
  if (options.sample === undefined) {
    const count = loaded.value.entries.length;
    context.stdout(`${options.mapping} is valid: ${count} ${count === 1 ? 'sort' : 'sorts'} of messages\n`);
    return;
  }
  const { prefix = '', with: values = {} } = options;
  const bound = bindMapping({ mapping: loaded.value, prefix, with: values, label: '' });
  if (!bound.ok)
    return failWithSourceErrors(
      context,
      bound.error.map((problem) => ({
        ...{ file: options.mapping, line: 1, column: 1, path: '' },
        ...problem,
      })),
    );
  const inventory = await inventoryOf(options);
  if (!inventory.ok) return failWithSourceErrors(context, inventory.error);
  let payload: Buffer;
  try {
    payload = readFileSync(options.sample);
  } catch (error) {
    return failWithSourceErrors(context, unreadable(options.sample, `cannot be read: ${String(error)}`));
  }
  const [first] = bound.value.entries;
  const topic = options.topic ?? plainTopic((first?.topic ?? first?.path)?.text ?? '');
  // Any key will do: hashes of a dry run are shown and not compared.
  const hash = createIdentityHash([Buffer.alloc(32)]);
  const { arrivals, problems } = mapMessage({ topic, payload, receivedAt: Date.now() }, bound.value, {
    ...{ inventory: inventory.value, hash, source: 'sample', parameters: new Map() },
  });
  context.stdout(
    `${arrivals.length} ${arrivals.length === 1 ? 'signal' : 'signals'} of ${options.sample} as ${topic}\n`,
  );
  for (const arrival of arrivals) context.stdout(`  ${signalLine(arrival)}\n`);
  if (problems.length > 0) context.stdout(`\n${problems.length} not understood\n`);
  for (const problem of problems) context.stdout(`  ${problemLine(problem)}\n`);
  for (const reason of new Set(problems.map((problem) => problem.reason)))
    context.stdout(`${reason}: ${MAPPING_REASONS[reason]}\n`);
  // A field that nobody asked for is worth knowing and no error.
  if (problems.some(({ reason }) => reason !== 'unmapped_field')) context.setExitCode(EXIT.failed);
}
