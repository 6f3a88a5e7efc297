import type { IncomingMessage } from 'node:http';

/** How the request head for the upstream differs from the station's. */
export interface RequestRewrite {
  readonly target: string;
  /** Null keeps the station's own. */
  readonly host: string | null;
  /** A header that only we may set, with our value; null when the station showed no certificate. */
  readonly identity?: { readonly name: string; readonly value: string | null };
}

/**
 * The request head for the upstream: the station's headers in their order and spelling. Only `Host` is rewritten and
 * `Sec-WebSocket-Extensions` left out, because a deflated copy could not be read.
 */
export function requestHead(request: IncomingMessage, rewrite: RequestRewrite): Buffer {
  const lines = [`${request.method ?? 'GET'} ${rewrite.target} HTTP/${request.httpVersion}`];
  const { rawHeaders } = request;
  const identity = rewrite.identity?.name.toLowerCase();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const plain = name.toLowerCase();
    if (plain === 'sec-websocket-extensions' || plain === identity) continue;
    lines.push(`${name}: ${plain === 'host' && rewrite.host !== null ? rewrite.host : value}`);
  }
  if (rewrite.identity !== undefined && rewrite.identity.value !== null) {
    lines.push(`${rewrite.identity.name}: ${rewrite.identity.value.replace(/[^\x20-\x7e]/g, '?')}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** What we need to know of the upstream's answer; the station gets its bytes as they came. */
export interface AnswerHead {
  readonly status: number;
  /** The subprotocol that the upstream chose. */
  readonly protocol: string | null;
  /** Offset of the first byte after the head. */
  readonly length: number;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * Reads an answer head out of the bytes so far, interim 1xx answers included: `partial` while it is not complete,
 * null when it is not HTTP.
 */
export function readAnswerHead(bytes: Buffer, from = 0): AnswerHead | 'partial' | null {
  const start = bytes.toString('latin1', from, from + 5);
  if (!'HTTP/'.startsWith(start)) return null;
  const end = bytes.indexOf(END_OF_HEAD, from);
  if (end < 0) return 'partial';
  const [first = '', ...headers] = bytes.toString('latin1', from, end).split('\r\n');
  const status = Number(/^HTTP\/\d\.\d (\d{3})(?: |$)/.exec(first)?.[1]);
  if (Number.isNaN(status)) return null;
  if (status < 200 && status !== 101) return readAnswerHead(bytes, end + 4);
  const protocol = headers.find((line) => /^sec-websocket-protocol\s*:/i.test(line));
  return { status, protocol: protocol?.slice(protocol.indexOf(':') + 1).trim() ?? null, length: end + 4 };
}
