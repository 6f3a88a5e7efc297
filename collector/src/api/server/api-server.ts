import { createHash, randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { admit, identify, type Caller } from '../access/access.ts';
import type { GrafanaIdCheck } from '../access/grafana-id.ts';
import { bearerOf, type TokenBook } from '../access/tokens.ts';
import { ANSWERS, type AnsweredOperation } from '../answers/answers.ts';
import { openApiFile } from '../contract/openapi-file.ts';
import { PREFIX } from '../contract/openapi.ts';
import type { Operation } from '../contract/operation.ts';
import { OPERATIONS } from '../contract/operations.ts';
import type { Role } from '../contract/service.ts';
import { COMPONENTS } from '../contract/words.ts';
import type { ApiLog } from '../log.ts';
import type { AnswerThreads } from '../threads/answer-threads.ts';
import { change, logChange } from './change.ts';
import { healthText, whoAmIText } from './about.ts';
import { wantedType } from './media-type.ts';
import { sendError, sendProblem } from './problem-answer.ts';
import { sendText } from './send-text.ts';

/** What a server is made of. */
export interface ApiServerParts {
  readonly threads: AnswerThreads;
  readonly tokens: TokenBook;
  /** null: nobody's Grafana ID is asked for. */
  readonly grafanaId: GrafanaIdCheck | null;
  readonly requestsPerMinute: number;
  /** Of the collector. */
  readonly version: string;
  readonly log: ApiLog;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where anybody may. */
    caller: Caller | null;
  }
}

const BODY_BYTES = 64 * 1024;
/** Longer than the longest answer takes is only the report's limit, which the threads hold. */
const REQUEST_MS = 15_000;
const LONGEST_PARAMETER = 300;

const isAnswered = (id: string): id is AnsweredOperation => id in ANSWERS;

/** Turns away who may not, before anything of the request is read. */
const guard =
  (id: string, needed: Role, { changes }: Operation, { tokens, grafanaId, log }: ApiServerParts) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const who = await identify(request.headers, tokens, grafanaId);
    const admitted = who.ok ? admit(who.value, needed) : who;
    if (who.ok && !admitted.ok && changes === true) logChange(id, request, who.value, admitted, log);
    if (!admitted.ok) return sendProblem(request, reply, admitted.error);
    request.caller = admitted.value;
    return undefined;
  };

/** Answers one operation from the threads. */
const handler =
  (id: AnsweredOperation, operation: Operation, parts: ApiServerParts) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { caller } = request;
    if (operation.changes === true && caller !== null) {
      const changed = await change(id, request, caller, parts);
      return changed.ok
        ? sendText(request, reply, changed.value)
        : sendProblem(request, reply, changed.error);
    }
    const path = request.url.split('?', 1)[0] ?? '';
    const type = operation.csv === true ? wantedType(path, request.headers.accept) : 'json';
    if (type === null)
      return sendProblem(request, reply, {
        code: 'not_acceptable',
        detail: 'ask for application/json or text/csv',
      });
    const asked = { params: request.params, query: request.query, body: request.body };
    const answered = await parts.threads.ask(id, asked, { csv: type === 'csv', decision: null });
    if (!answered.ok) return sendProblem(request, reply, answered.error);
    return sendText(request, reply, answered.value, type === 'csv' ? 'text/csv; charset=utf-8' : undefined);
  };

const addOperation = (
  app: FastifyInstance,
  id: string,
  operation: Operation,
  parts: ApiServerParts,
): void => {
  const { method, path, params, query, body, role } = operation;
  app.route({
    method,
    url: path,
    schema: {
      ...(params ? { params } : {}),
      ...(query ? { querystring: query } : {}),
      ...(body ? { body } : {}),
    },
    ...(role === null ? {} : { onRequest: guard(id, role, operation, parts) }),
    handler: isAnswered(id)
      ? handler(id, operation, parts)
      : id === 'whoAmI'
        ? async (request, reply) => {
            const text = await whoAmIText(request.caller, parts.threads);
            return text.ok ? sendText(request, reply, text.value) : sendProblem(request, reply, text.error);
          }
        : async (_, reply) => {
            const { text, readable } = await healthText(parts);
            return reply
              .code(readable ? 200 : 503)
              .header('cache-control', 'no-store')
              .type('application/json')
              .send(text);
          },
  });
};

/** The key of the rate limit: the token, where it is one of ours; the address of anybody else. */
const limitKey =
  (tokens: TokenBook) =>
  (request: FastifyRequest): string => {
    const token = bearerOf(request.headers.authorization);
    const isOurs = token !== null && tokens(token) !== null;
    return isOurs ? createHash('sha256').update(token).digest('base64url') : request.ip;
  };

/** A server that listens to nothing yet. No CORS: only servers ask. */
export const createApiServer = async (parts: ApiServerParts): Promise<FastifyInstance> => {
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    // What cannot even be routed.
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply, parts.log),
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    connectionTimeout: 0,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // Unknown parameters are mistakes, to be told; one value stands for a list of one.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', strict: false } },
  });
  app.decorateRequest('caller', null);
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler<FastifyError>((error, request, reply) => sendError(error, request, reply, parts.log));
  await app.register(rateLimit, {
    global: false,
    max: parts.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: limitKey(parts.tokens),
  });
  // Before every guard: guesses of tokens count, too, and what there is not.
  app.addHook('onRequest', app.rateLimit());
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, { code: 'not_found', detail: 'see docs/api/openapi.json for what there is' }),
  );
  await app.register(
    async (api) => {
      for (const [name, schema] of COMPONENTS) api.addSchema({ ...schema, $id: name });
      for (const [id, operation] of Object.entries(OPERATIONS)) addOperation(api, id, operation, parts);
      const text = openApiFile();
      const etag = createHash('sha256').update(text).digest('base64url').slice(0, 22);
      api.get('/openapi.json', async (request, reply) => sendText(request, reply, { text, etag }));
    },
    { prefix: PREFIX },
  );
  return app;
};
