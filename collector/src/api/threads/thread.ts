/*
 * A thread that answers from the ledger, one question after the other: SQLite of Node blocks the thread that asks it, and
 * going through a million flows does, too. Started by `answer-thread.ts`.
 */
import { createHash } from 'node:crypto';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { FigureSource } from '../../ledger/sqlite/figures/figure-source.ts';
import { openSqlite } from '../../ledger/sqlite/sqlite-ledger.ts';
import { ok } from '../../model/result.ts';
import { ANSWERS } from '../answers/answers.ts';
import type { AnswerContext } from '../answers/context.ts';
import { refused, type Answered } from '../answers/refusal.ts';
import type { Message, Reply, ThreadSettings } from './question.ts';

/** For how long a decision waits while the collector writes. */
const BUSY_MS = 2_000;

const AWAY = refused('busy', 'the ledger cannot be read: try again');

// One MIN or MAX alone is looked up in an index; both in one SELECT go through all of it.
const SPAN = `SELECT (SELECT MIN(start_at) FROM flow) AS first, (SELECT MAX(start_at) FROM flow) AS last`;

const flowSpan = ({ database }: AnswerContext): Answered<unknown> => {
  const row = database.prepare(SPAN).get();
  const iso = (at: unknown): string | null => (typeof at === 'number' ? new Date(at).toISOString() : null);
  return ok({ first_flow: iso(row?.['first']), last_flow: iso(row?.['last']) });
};

/** Opened with the first question that needs it: the ledger may come later than the API. */
const opener = ({ ledger: path, inventory, programmes, faultNames, figureDays }: ThreadSettings) => {
  let context: AnswerContext | null = null;
  let listed = inventory;
  return {
    useInventory: (changed: ThreadSettings['inventory']): void => {
      listed = changed;
      if (context) context = { ...context, inventory: changed };
    },
    context: (): AnswerContext | null => {
      if (context) return context;
      const opened = openSqlite({ path, busyTimeoutMs: BUSY_MS });
      if (!opened.ok) return null;
      const figures = new FigureSource(opened.value.database, { days: figureDays, now: Date.now });
      context = { ...opened.value, figures, programmes, faultNames, inventory: listed, now: Date.now };
      return context;
    },
  };
};

/** What carries a version of its own has that as its sign. */
const versionOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'string'
    ? value.version
    : null;

const signOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

const answerTo = (message: Exclude<Message, { kind: 'inventory' }>, context: AnswerContext | null): Reply => {
  const answered = ((): Answered<unknown> => {
    if (context === null) return AWAY;
    if (message.kind === 'span') return flowSpan(context);
    return ANSWERS[message.operation](context, message.asked, message.circumstances);
  })();
  if (!answered.ok) return { kind: 'refusal', id: message.id, refusal: answered.error };
  const text = typeof answered.value === 'string' ? answered.value : JSON.stringify(answered.value);
  return { kind: 'answer', id: message.id, text, etag: versionOf(answered.value) ?? signOf(text) };
};

/** Answers what comes in until the port is closed. */
const serve = (settings: ThreadSettings): void => {
  const source = opener(settings);
  parentPort?.on('message', (message: Message) => {
    if (message.kind === 'inventory') return source.useInventory(message.inventory);
    try {
      parentPort?.postMessage(answerTo(message, source.context()));
    } catch (error) {
      // What SQLite throws of the operator's own file says nothing about a person.
      process.stderr.write(`${JSON.stringify({ level: 'error', process: 'api', message: String(error) })}\n`);
      const refusal = { code: 'internal_error', detail: 'the log of the API says more' } as const;
      parentPort?.postMessage({ kind: 'refusal', id: message.id, refusal } satisfies Reply);
    }
    return undefined;
  });
};

if (!isMainThread) serve(workerData);
