import { closeSync, openSync, writeSync } from 'node:fs';

const BUFFER_CHARS = 4 << 20;

/** Appends lines to a file through one large buffer. Counts the lines written. */
export class LineWriter {
  lines = 0;
  private buffer = '';
  private readonly descriptor: number;

  constructor(path: string) {
    this.descriptor = openSync(path, 'w');
  }

  write(line: string): void {
    this.buffer += line;
    this.buffer += '\n';
    this.lines += 1;
    if (this.buffer.length >= BUFFER_CHARS) this.flush();
  }

  flush(): void {
    let bytes = Buffer.from(this.buffer);
    this.buffer = '';
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.descriptor, bytes));
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }
}
