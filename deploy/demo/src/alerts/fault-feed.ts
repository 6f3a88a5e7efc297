import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';

const faultLine = z.looseObject({
  type: z.enum(['fault_begun', 'fault']),
  id: z.string(),
  behaviour: z.string(),
  where: z.looseObject({
    site: z.string().optional(),
    station: z.string().optional(),
    evse: z.number().optional(),
  }),
  /** Of the small troubles that every fleet has. */
  everyday: z.boolean(),
});

/** A fault of the simulated world, as its own book has it. */
export type Fault = z.output<typeof faultLine>;

/** Reads a book of faults as it is written. A line that is not whole yet waits for its end. */
export class FaultFeed {
  readonly #path: string;
  #offset = 0;
  #rest = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** What has been written since it was asked last; nothing while there is no file. */
  read(): Fault[] {
    const lines = `${this.#rest}${this.#more()}`.split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => {
      const parsed = faultLine.safeParse(parseJson(line));
      return parsed.success ? [parsed.data] : [];
    });
  }

  #more(): string {
    let file: number;
    try {
      file = openSync(this.#path, 'r');
    } catch {
      return '';
    }
    try {
      const pieces: Buffer[] = [];
      const buffer = Buffer.alloc(64 * 1024);
      for (let size = 1; size > 0;) {
        size = readSync(file, buffer, 0, buffer.length, this.#offset);
        this.#offset += size;
        pieces.push(Buffer.from(buffer.subarray(0, size)));
      }
      return Buffer.concat(pieces).toString('utf8');
    } finally {
      closeSync(file);
    }
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
