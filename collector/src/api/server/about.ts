import { createHash } from 'node:crypto';
import { z } from 'zod';
import { KPI_VERSION } from '../../model/flow.ts';
import { ok } from '../../model/result.ts';
import type { Caller } from '../access/access.ts';
import type { Answered } from '../answers/refusal.ts';
import type { Answer } from '../contract/operation.ts';
import type { OPERATIONS } from '../contract/operations.ts';
import type { ThreadAnswer } from '../threads/answer-thread.ts';
import type { AnswerThreads } from '../threads/answer-threads.ts';

type Operations = typeof OPERATIONS;

const span = z.object({ first_flow: z.string().nullable(), last_flow: z.string().nullable() });
const NO_FLOWS = { first_flow: null, last_flow: null };

/** Who asks, and what the ledger holds: what a test of the connection shows. */
export const whoAmIText = async (
  caller: Caller | null,
  threads: AnswerThreads,
): Promise<Answered<ThreadAnswer>> => {
  const read = await threads.span();
  if (!read.ok) return read;
  const answer: Answer<Operations['whoAmI']> = {
    role: caller?.role ?? 'viewer',
    token_role: caller?.tokenRole ?? 'viewer',
    grafana_role: caller?.grafanaRole ?? null,
    name: caller?.name ?? null,
    verified: caller !== null && caller.name !== null,
    kpi_version: KPI_VERSION,
    ledger: span.safeParse(JSON.parse(read.value.text)).data ?? NO_FLOWS,
  };
  const text = JSON.stringify(answer);
  return ok({ text, etag: createHash('sha256').update(text).digest('base64url').slice(0, 22) });
};

/** Whether the ledger can be read. */
export const healthText = async ({
  threads,
  version,
}: {
  readonly threads: AnswerThreads;
  readonly version: string;
}): Promise<{ readonly text: string; readonly readable: boolean }> => {
  const readable = (await threads.span()).ok;
  const answer: Answer<Operations['getHealth']> = {
    status: readable ? 'ok' : 'degraded',
    version,
    ledger: readable ? 'readable' : 'away',
  };
  return { text: JSON.stringify(answer), readable };
};
