import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { failed, ok, type Result } from '../../model/result.ts';

/** An answer that is no success: the status and what to tell. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  /** Seconds after which a sender may try again; only with a status that it may retry. */
  readonly retryAfter?: number;
}

const unzip = promisify(gunzip);

/** The body of a request, unpacked. Neither packed nor unpacked may it be longer than `limit` bytes. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Result<Uint8Array, Refusal>> {
  const tooLong = failed({ status: 413, message: `a request may have ${limit} bytes: send smaller batches` });
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity')
    return failed({ status: 415, message: 'content-encoding must be gzip or identity' });
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLong;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) continue;
      length += chunk.length;
      if (length > limit) return tooLong;
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    return ok(encoding === 'gzip' ? await unzip(body, { maxOutputLength: limit }) : body);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLong
      : failed({ status: 400, message: 'the body cannot be read' });
  }
}
