import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ThreadAnswer } from '../threads/answer-thread.ts';

/** Whether one of the signs of `If-None-Match` is the one given; weak ones are as good. */
const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' ||
    header.split(',').some((sign) => sign.trim().replace(/^W\//, '') === `"${etag}"`));

/** Answers with text and its sign; 304 where the one who asks has it already. */
export const sendText = (
  request: FastifyRequest,
  reply: FastifyReply,
  { text, etag }: ThreadAnswer,
  type = 'application/json; charset=utf-8',
): FastifyReply => {
  void reply
    .header('etag', `"${etag}"`)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'accept, authorization');
  return matches(request.headers['if-none-match'], etag) && request.method === 'GET'
    ? reply.code(304).send()
    : reply.type(type).send(text);
};
