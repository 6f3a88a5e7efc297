import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../access/access.ts';
import type { AnsweredOperation } from '../answers/answers.ts';
import { refused, type Answered } from '../answers/refusal.ts';
import { PROBLEMS } from '../contract/problem.ts';
import type { ApiLog } from '../log.ts';
import type { ThreadAnswer } from '../threads/answer-thread.ts';
import type { AnswerThreads } from '../threads/answer-threads.ts';

const LONGEST_KEY = 256;
const signed = z.object({ by: z.string().trim().min(1).optional() });
const named = z.object({ id: z.string() });

const single = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : header?.[0];

/** Who decides, and what he has seen; or what is missing. */
const decisionOf = (request: FastifyRequest, { name }: Caller) => {
  const ifMatch = single(request.headers['if-match'])
    ?.trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
  if (ifMatch === undefined || ifMatch === '')
    return refused('precondition_required', 'send `If-Match` with the ETag of what you have seen');
  const by = name ?? signed.safeParse(request.body).data?.by;
  if (by === undefined)
    return refused('invalid_request', 'say in `by` who decides: no verified Grafana ID does');
  const key = single(request.headers['idempotency-key']);
  if (key !== undefined && key.length > LONGEST_KEY)
    return refused('invalid_request', `\`Idempotency-Key\` is longer than ${LONGEST_KEY} characters`);
  // Of this request alone: the same key of somebody else, or for something else, is another one.
  const asked = key === undefined ? null : [request.method, request.url, by, key];
  const sign = asked && createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
  return { ok: true as const, value: { by, ifMatch, request: sign } };
};

/** Writes who changed something, or tried to, to the log. `by`: who he says that he is, where nothing verified says it. */
export const logChange = (
  operation: string,
  request: FastifyRequest,
  { name, role }: Caller,
  answered: Answered<unknown>,
  log: ApiLog,
  by = '',
): void =>
  log.info('change', {
    ...{ request: request.id, operation, subject: named.safeParse(request.params).data?.id ?? '' },
    ...{ actor: name ?? by, actor_verified: name !== null, role },
    ...(answered.ok
      ? { status: 200 }
      : { status: PROBLEMS[answered.error.code][0], problem: answered.error.code }),
  });

/** Makes a change, and writes who made it, or tried to, to the log. */
export const change = async (
  operation: AnsweredOperation,
  request: FastifyRequest,
  caller: Caller,
  { threads, log }: { readonly threads: AnswerThreads; readonly log: ApiLog },
): Promise<Answered<ThreadAnswer>> => {
  const decision = decisionOf(request, caller);
  const { params, query, body } = request;
  const answered = decision.ok
    ? await threads.ask(operation, { params, query, body }, { csv: false, decision: decision.value })
    : decision;
  logChange(operation, request, caller, answered, log, decision.ok ? decision.value.by : '');
  return answered;
};
