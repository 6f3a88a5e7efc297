import { STOPPED_REASONS, TRIGGER_REASONS } from '../../../ocpp/v201/transaction-words.ts';
import type { Trouble } from './facts.ts';
import type { OpenFlow } from './open-flow.ts';

/** How much a flow may remember: bounds the state of a hostile or broken station. */
export const MAX_EVIDENCE = 32;
const MAX_TROUBLES = 8;
/** Evidence that the register of a meter went down within a charge. */
export const REGISTER_FELL = 'register fell: its rising parts count';
export const REGISTER_STILL = 'register stood still while power flowed: power over time counts';

/** Words of OCPP that may stand in evidence; whatever else a station writes there is its own text and stays out. */
const WORDS: ReadonlySet<string> = new Set<string>([
  ...TRIGGER_REASONS,
  ...STOPPED_REASONS,
  // OCPP 1.6 §7.36
  'HardReset',
  'SoftReset',
  'UnlockCommand',
  // OCPP 2.1
  'CostLimitReached',
  'ReqEnergyTransferRejected',
  'SoCLimitReached',
  'TxResumed',
]);

/** A trigger or stop reason as evidence may name it. */
export const ocppWord = (word: string): string => (WORDS.has(word) ? word : 'another reason');

/** Notes a line of evidence, once where it is repeated; the first lines are kept, and the last one always. */
export function note(flow: OpenFlow, at: number, text: string): void {
  if (flow.evidence.at(-1)?.text === text) return;
  if (flow.evidence.length >= MAX_EVIDENCE) flow.evidence.pop();
  flow.evidence.push({ at, text });
}

/** Remembers a fault once, however often it is repeated. */
export function addTrouble(flow: OpenFlow, trouble: Trouble): void {
  const since = flow.transaction?.startedAt ?? 0;
  if (flow.troubles.some((known) => known.code === trouble.code && known.at >= since)) return;
  if (flow.troubles.length >= MAX_TROUBLES) flow.troubles.shift();
  flow.troubles.push(trouble);
  note(flow, trouble.at, `error: ${trouble.reason}`);
}
