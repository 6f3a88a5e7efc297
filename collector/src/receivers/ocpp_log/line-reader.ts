const NEWLINE = 10;

/** What becomes of the lines; called in order. */
export interface LineSink {
  line(text: string): void;
  /** A line was longer than allowed and its text is gone. */
  tooLong(): void;
}

/**
 * Cuts chunks of bytes into lines. Whole lines are decoded a chunk at a time, which is several times quicker than a line at
 * a time; what a chunk leaves over is kept up to `maxLineBytes`, so memory is bounded whatever comes.
 */
export class LineReader {
  readonly #sink: LineSink;
  readonly #maxLineBytes: number;
  #parts: Buffer[] = [];
  #open = 0;
  #read = 0;

  constructor(sink: LineSink, maxLineBytes: number) {
    this.#sink = sink;
    this.#maxLineBytes = maxLineBytes;
  }

  /** Bytes up to behind the last complete line. */
  get consumed(): number {
    return this.#read - this.#open;
  }

  /** Takes a chunk; it may be reused afterwards. */
  push(chunk: Buffer): void {
    this.#read += chunk.length;
    const first = chunk.indexOf(NEWLINE) + 1;
    if (first === 0) return this.#carry(chunk);
    const last = chunk.lastIndexOf(NEWLINE) + 1;
    const complete = this.#open === 0 ? 0 : first;
    if (complete > 0) this.#finishLine(chunk.subarray(0, first - 1));
    if (last > complete) this.#eachLine(chunk.toString('utf8', complete, last));
    if (last < chunk.length) this.#carry(chunk.subarray(last));
  }

  /** The input is over: what no line break ended is a line, too. */
  end(): void {
    if (this.#open > 0) this.#finishLine(Buffer.alloc(0));
  }

  #carry(bytes: Buffer): void {
    this.#open += bytes.length;
    if (this.#open <= this.#maxLineBytes) this.#parts.push(Buffer.from(bytes));
    else this.#parts = [];
  }

  #finishLine(rest: Buffer): void {
    if (this.#open + rest.length > this.#maxLineBytes) this.#sink.tooLong();
    else this.#sink.line(Buffer.concat([...this.#parts, rest]).toString());
    this.#parts = [];
    this.#open = 0;
  }

  #eachLine(text: string): void {
    for (let from = 0; from < text.length;) {
      const to = text.indexOf('\n', from);
      if (to - from > this.#maxLineBytes) this.#sink.tooLong();
      else this.#sink.line(text.slice(from, to));
      from = to + 1;
    }
  }
}
