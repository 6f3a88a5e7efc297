import type { LineSink } from './line-reader.ts';

const [QUOTE, BACKSLASH, OPEN, CLOSE, NEWLINE] = [0x22, 0x5c, 0x7b, 0x7d, 0x0a];
const HEAD_BYTES = 1024;
const BYTE_ORDER_MARK_BYTES = 3;

/**
 * Whether a log begins as a JSON document and not as lines: an array of objects, or an object that is pretty-printed.
 * null while too little of it is there to tell.
 */
export function isJsonDocument(head: Buffer): boolean | null {
  // trimStart takes a byte order mark away, too, once it is complete.
  const text = head.toString('utf8', 0, HEAD_BYTES).trimStart();
  if (text.startsWith('\ufffd') && head.length < BYTE_ORDER_MARK_BYTES) return null;
  if (text === '' || /^(?:\[\s*|\{[ \t]*\r?)$/.test(text)) return head.length >= HEAD_BYTES ? false : null;
  return /^\[\s*\{|^\{[ \t]*\r?\n/.test(text);
}

/**
 * Cuts a JSON document into its records: the outermost objects, whether they stand in an array, behind one another or over
 * many lines. What stands between them does not matter. A record above `maxBytes` is skipped; memory stays bounded.
 */
export class JsonRecordReader {
  readonly #sink: LineSink;
  readonly #maxBytes: number;
  readonly #onNewlines: (count: number) => void;
  #parts: Buffer[] = [];
  #length = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;
  #read = 0;
  #behindLast = 0;

  /** `onNewlines` is told how many lines began since the last call, before the record that ends on the last of them. */
  constructor(sink: LineSink, maxBytes: number, onNewlines: (count: number) => void) {
    this.#sink = sink;
    this.#maxBytes = maxBytes;
    this.#onNewlines = onNewlines;
  }

  /** Bytes up to behind the last complete record. */
  get consumed(): number {
    return this.#behindLast;
  }

  /** Takes a chunk; it may be reused afterwards. */
  push(chunk: Buffer): void {
    let from = 0;
    let newlines = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === NEWLINE) newlines += 1;
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inText = false;
      } else if (byte === OPEN) {
        if (this.#depth === 0) from = at;
        this.#depth += 1;
      } else if (this.#depth > 0 && byte === QUOTE) this.#inText = true;
      else if (this.#depth > 0 && byte === CLOSE) {
        this.#depth -= 1;
        if (this.#depth > 0) continue;
        this.#onNewlines(newlines);
        newlines = 0;
        this.#record(chunk.subarray(from, at + 1));
        this.#behindLast = this.#read + at + 1;
      }
    }
    this.#onNewlines(newlines);
    if (this.#depth > 0) this.#keep(chunk.subarray(from));
    this.#read += chunk.length;
  }

  /** The input is over: a record that has not ended is handed on as it is. */
  end(): void {
    if (this.#depth > 0) this.#record(Buffer.alloc(0));
    this.#depth = 0;
    this.#behindLast = this.#read;
  }

  #keep(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length <= this.#maxBytes) this.#parts.push(Buffer.from(bytes));
    else this.#parts = [];
  }

  #record(rest: Buffer): void {
    if (this.#length + rest.length > this.#maxBytes) this.#sink.tooLong();
    else this.#sink.line(Buffer.concat([...this.#parts, rest]).toString());
    this.#parts = [];
    this.#length = 0;
  }
}
