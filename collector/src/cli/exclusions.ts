import { Option, type Command } from 'commander';
import type { Inventory } from '../inventory/inventory.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { EXCLUSION_KINDS, EXCLUSION_STATES, exclusionState, type ExclusionKind } from '../model/exclusion.ts';
import type { ExclusionState } from '../model/exclusion.ts';
import { EXIT, type CliContext } from './context.ts';

interface LedgerOptions {
  readonly ledger: string;
  readonly inventory?: string;
}
interface ListOptions extends LedgerOptions {
  readonly state?: ExclusionState;
  readonly site?: string;
  readonly format: 'table' | 'json';
}
interface AddOptions extends LedgerOptions {
  readonly by: string;
  readonly kind: ExclusionKind;
  readonly site: string;
  readonly station?: string;
  readonly evse?: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly evidence: readonly string[];
}
interface DecideOptions extends LedgerOptions {
  readonly by: string;
  readonly note?: string;
}
interface ProposeOptions extends LedgerOptions {
  readonly by?: string;
  readonly maintenance?: string;
}

type ExitWith = (message: string, code?: 1 | 2) => void;

/** A name that can be answered for: one line, not empty. */
const isName = (by: string): boolean => /^[^\p{Cc}]{2,100}$/u.test(by.trim());
const NAME = '--by: write the name of the person who answers for it';

async function withLedger(
  context: CliContext,
  options: LedgerOptions,
  work: (ledger: Ledger, inventory: Inventory, fail: ExitWith) => Promise<void> | void,
): Promise<void> {
  const [settings, ledgers] = await Promise.all([
    import('./report/report-settings.ts'),
    import('./report/ledger-file.ts'),
  ]);
  const fail: ExitWith = (message, code = EXIT.usage) => {
    context.stderr(`${message}\n`);
    context.setExitCode(code);
  };
  const { inventory } = options;
  const read = settings.readReportSettings(inventory === undefined ? {} : { inventory }, context.environment);
  if (!read.ok) return fail(read.error.message);
  const ledger = ledgers.openLedgerIn(options.ledger, true);
  if (!ledger.ok) return fail(ledger.error.message, EXIT.failed);
  try {
    await work(ledger.value, read.value.inventory, fail);
  } finally {
    ledger.value.close();
  }
}

const list = (context: CliContext, options: ListOptions): Promise<void> =>
  withLedger(context, options, async (ledger) => {
    const { renderExclusions } = await import('../ledger/exclusions/render-exclusions.ts');
    const { site, state } = options;
    const found = [...ledger.exclusions(site === undefined ? {} : { site })].filter(
      (exclusion) => state === undefined || exclusionState(exclusion) === state,
    );
    context.stdout(renderExclusions(found, options.format));
  });

const add = (context: CliContext, options: AddOptions, now: number): Promise<void> =>
  withLedger(context, options, async (ledger, inventory, fail) => {
    const { instantOfText } = await import('../model/written-time.ts');
    const { newExclusion } = await import('../ledger/exclusions/new-exclusion.ts');
    if (!isName(options.by)) return fail(NAME);
    const zone = inventory.sites.get(options.site)?.timeZone ?? 'UTC';
    const [start, end] = [instantOfText(options.from, zone), instantOfText(options.to, zone)];
    if (!(end > start)) return fail('--from and --to: write 2026-11-03T08:00, the second after the first');
    const evse = options.evse === undefined ? null : Number(options.evse);
    if (evse !== null && (!Number.isInteger(evse) || evse < 1 || options.station === undefined))
      return fail('--evse: write its number, from 1, together with --station');
    const { kind, site, reason, evidence } = options;
    const exclusion = newExclusion({
      ...{ kind, site, station: options.station ?? null, evse, start, end, reason, evidence },
      ...{ proposedBy: options.by.trim(), proposedAt: now },
    });
    const added = ledger.propose([exclusion]);
    if (!added.ok) return fail(added.error.message, EXIT.failed);
    context.stdout(`${exclusion.id} ${added.value === 0 ? 'was proposed before' : 'proposed'}\n`);
  });

const decide = (
  context: CliContext,
  ids: readonly string[],
  state: 'approved' | 'rejected',
  options: DecideOptions,
  now: number,
): Promise<void> =>
  withLedger(context, options, (ledger, _inventory, fail) => {
    if (!isName(options.by)) return fail(NAME);
    const note = options.note ?? '';
    if (!/^[^\p{Cc}]{0,500}$/u.test(note)) return fail('--note: write one line of up to 500 characters');
    for (const id of ids) {
      const decided = ledger.decide(id, { state, by: options.by.trim(), at: now, note });
      if (!decided.ok) return fail(decided.error.message, EXIT.failed);
      if (decided.value === null) return fail(`there is no exclusion ${id}`);
      context.stdout(`${id} ${state} by ${options.by.trim()}\n`);
    }
  });

const propose = (context: CliContext, options: ProposeOptions, now: number): Promise<void> =>
  withLedger(context, options, async (ledger, inventory, fail) => {
    const [{ readFile }, { proposalsFrom }, { readMaintenance }, { failWithSourceErrors }] =
      await Promise.all([
        import('node:fs/promises'),
        import('../ledger/exclusions/propose.ts'),
        import('../ledger/exclusions/maintenance.ts'),
        import('./source-errors.ts'),
      ]);
    const { maintenance: file, by = '' } = options;
    const maintenance = [...inventory.maintenance];
    if (file !== undefined) {
      if (!isName(by)) return fail(NAME);
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text === null) return fail(`${file} cannot be read`);
      const windows = readMaintenance(file, text, inventory);
      if (!windows.ok) return failWithSourceErrors(context, windows.error);
      maintenance.push(...windows.value);
    }
    const answering = isName(by) ? { by: by.trim() } : {};
    const proposals = proposalsFrom({ ledger, inventory, maintenance, at: now, ...answering }, {});
    const added = ledger.propose(proposals);
    if (!added.ok) return fail(added.error.message, EXIT.failed);
    context.stdout(`${added.value} proposed, ${proposals.length - added.value} known before\n`);
  });

const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value];

/** `firstcharge exclusions list|add|propose|approve|reject`. */
export function addExclusionsCommand(
  program: Command,
  context: CliContext,
  now: () => number = Date.now,
): void {
  const exclusions = program
    .command('exclusions')
    .description('outage time that does not count: proposed with evidence, approved or rejected by a person');
  const command = (name: string, description: string): Command =>
    exclusions
      .command(name)
      .description(description)
      .requiredOption('--ledger <directory>', 'the ledger that keeps them')
      .option('--inventory <file>', 'sites with their time zones');
  command('list', 'what was proposed, with its evidence and decisions')
    .addOption(new Option('--state <state>').choices(EXCLUSION_STATES))
    .option('--site <id>', 'of one site')
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .action((options: ListOptions) => list(context, options));
  command('add', 'propose one by hand')
    .requiredOption('--by <name>', 'who proposes it')
    .addOption(new Option('--kind <kind>').choices(EXCLUSION_KINDS).makeOptionMandatory())
    .requiredOption('--site <id>', 'where')
    .option('--station <id>', 'only this station')
    .option('--evse <number>', 'only this EVSE')
    .requiredOption('--from <time>', 'on the clock of the site, 2026-11-03T08:00, or with an offset')
    .requiredOption('--to <time>', 'the same')
    .requiredOption('--reason <text>', 'why')
    .option('--evidence <reference>', 'a work order, a notice, a photo; may be repeated', collect, [])
    .action((options: AddOptions) => add(context, options, now()));
  command('propose', 'propose what the ledger shows, and planned work of the inventory and of a file')
    .option('--maintenance <file>', 'planned windows (YAML)')
    .option('--by <name>', 'who answers for the file')
    .action((options: ProposeOptions) => propose(context, options, now()));
  for (const [name, state] of [
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ] as const) {
    command(name, `say that exclusions are ${state}`)
      .argument('<id...>', 'which')
      .requiredOption('--by <name>', 'who decides')
      .option('--note <text>', 'why')
      .action((ids: string[], options: DecideOptions) => decide(context, ids, state, options, now()));
  }
}
