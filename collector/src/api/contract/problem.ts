import { Type } from 'typebox';
import { oneOf, named } from './words.ts';

/** Every code of a problem, with its status and title. Codes never change their meaning. */
export const PROBLEMS = {
  invalid_request: [400, 'The request does not fit its schema'],
  invalid_cursor: [400, 'The cursor is not one of ours, or of another query'],
  invalid_period: [400, 'The stretch of time makes no sense'],
  unauthenticated: [401, 'No valid token'],
  invalid_grafana_id: [401, 'The Grafana ID token could not be verified'],
  forbidden: [403, 'The role does not allow this'],
  not_found: [404, 'There is no such thing'],
  not_acceptable: [406, 'There is no such representation'],
  already_decided: [409, 'It has been decided so already'],
  changed_meanwhile: [412, 'Somebody changed it meanwhile'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The body must be JSON'],
  idempotency_key_reused: [422, 'The Idempotency-Key was used for something else'],
  precondition_required: [428, 'If-Match is missing'],
  too_many_requests: [429, 'Too many requests'],
  internal_error: [500, 'Something went wrong here'],
  busy: [503, 'Too much is being asked at once, or the ledger is away'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type ProblemCode = keyof typeof PROBLEMS;

const isProblemCode = (name: string): name is ProblemCode => name in PROBLEMS;
export const PROBLEM_CODES: readonly ProblemCode[] = Object.keys(PROBLEMS).filter(isProblemCode);

/** RFC 9457. */
export const problem = named(
  'Problem',
  Type.Object(
    {
      type: Type.String({ description: '`urn:firstcharge:problem:` and the code.' }),
      title: Type.String(),
      status: Type.Integer(),
      code: oneOf(PROBLEM_CODES),
      detail: Type.String(),
      instance: Type.String({ description: 'Id of the request, as the log has it.' }),
      errors: Type.Optional(
        Type.Array(Type.Object({ path: Type.String(), message: Type.String() }), {
          description: 'What of the request is wrong.',
        }),
      ),
    },
    { description: 'An error, by RFC 9457.' },
  ),
);
