import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { failed, ok, permanent, type Result, retryable } from '../../model/result.ts';
import { retryAfterMs } from '../delivery/backoff.ts';
import type { SignalSettings } from './settings.ts';

const compress = promisify(gzip);

/** The answers after which OTLP lets a client try again (OTLP/HTTP response, "Retryable Response Codes"). */
const RETRYABLE = new Set([429, 502, 503, 504]);

/** Longest answer read; the rest of a hostile one is not. */
const MAX_ANSWER_BYTES = 65_536;

/** What the other side said of a request that it took. */
export interface OtlpAnswer {
  readonly body: Uint8Array;
}

/** One POST of protobuf. Anything short of an answer is retryable; redirects are not followed. */
export const postProtobuf = async (
  settings: SignalSettings,
  payload: Uint8Array,
  signal: AbortSignal,
): Promise<Result<OtlpAnswer>> => {
  const headers = { ...settings.headers, 'content-type': 'application/x-protobuf' };
  try {
    const body = settings.isCompressed ? await compress(payload, { level: 1 }) : payload;
    const response = await fetch(settings.url, {
      method: 'POST',
      headers: settings.isCompressed ? { ...headers, 'content-encoding': 'gzip' } : headers,
      body: new Uint8Array(body),
      redirect: 'manual',
      signal,
    });
    const answer = await readBounded(response);
    if (response.ok) return ok({ body: answer });
    const { status } = response;
    if (!RETRYABLE.has(status)) return failed(permanent(`status ${String(status)}`));
    return failed(
      retryable(`status ${String(status)}`, retryAfterMs(response.headers.get('retry-after'), Date.now())),
    );
  } catch (error) {
    return failed(retryable(reasonOf(error)));
  }
};

const readBounded = async (response: Response): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  if (response.body === null) return new Uint8Array();
  for await (const piece of response.body) {
    bytes += piece.length;
    if (bytes > MAX_ANSWER_BYTES) return new Uint8Array();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};

/** `fetch failed` says nothing; its cause does. URLs and headers stay out of the text. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : error.message;
};
