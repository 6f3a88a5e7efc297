import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../answers/refusal.ts';
import { PROBLEMS, type ProblemCode } from '../contract/problem.ts';
import type { ApiLog } from '../log.ts';

interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Answers with a problem by RFC 9457. */
export const sendProblem = (
  request: FastifyRequest,
  reply: FastifyReply,
  { code, detail }: Refusal,
  errors?: readonly Fault[],
): FastifyReply => {
  const [status, title] = PROBLEMS[code];
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (code === 'busy') void reply.header('retry-after', '2');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(
      JSON.stringify({
        ...{ type: `urn:firstcharge:problem:${code}`, title, status, code, detail, instance: request.id },
        ...(errors ? { errors } : {}),
      }),
    );
};

/** What Fastify and its plugins call their errors. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_VALIDATION: 'invalid_request',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
  FST_ERR_BAD_URL: 'invalid_request',
};

const codeOf = (error: FastifyError): ProblemCode => {
  const known = CODES[error.code];
  if (known) return known;
  if (error.statusCode === 429) return 'too_many_requests';
  return error.statusCode !== undefined && error.statusCode < 500 ? 'invalid_request' : 'internal_error';
};

/** What of the request does not fit, by its path in it. Values are not repeated: they may hold anything. */
const faultsOf = (error: FastifyError): readonly Fault[] | undefined =>
  error.validation?.map(({ instancePath, message, params }) => ({
    path: `${error.validationContext ?? ''}${instancePath}${typeof params['additionalProperty'] === 'string' ? `/${params['additionalProperty'].slice(0, 64)}` : ''}`,
    message: message ?? 'does not fit',
  }));

/** Answers what Fastify refuses by itself, and what we did wrong; that is in the log alone. */
export const sendError = (
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  log: ApiLog,
): FastifyReply => {
  const code = codeOf(error);
  if (code === 'internal_error') log.error('a request failed', { request: request.id, error: error.message });
  const detail =
    code === 'invalid_request'
      ? 'see `errors`, or docs/api/openapi.json'
      : code === 'too_many_requests'
        ? 'wait until `retry-after` has passed'
        : PROBLEMS[code][1].toLowerCase();
  return sendProblem(request, reply, { code, detail }, faultsOf(error));
};
