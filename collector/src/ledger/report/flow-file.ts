import { closeSync, createReadStream, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Outcome } from '../../model/outcome.ts';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { flowLine, idOfLine } from './flow-line.ts';

/** Text that is gathered before it is written. */
const BUFFER_LENGTH = 256 * 1024;

/** A JSONL file that appears at `path` under its name only when it is whole. */
class LineFile {
  readonly #file: number;
  #pending: string[] = [];
  #length = 0;
  #open = true;

  constructor(path: string) {
    this.#file = openSync(path, 'w', 0o644);
  }

  write(line: string): void {
    this.#pending.push(line, '\n');
    this.#length += line.length + 1;
    if (this.#length >= BUFFER_LENGTH) this.#flush();
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      this.abandon();
    }
  }

  abandon(): void {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#length = 0;
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
  }
}

/**
 * Writes a line for every flow in the order of settlement, each in its amended state. Memory grows only with the number of
 * amended flows: they are put in when the file is finished.
 */
export class FlowFile {
  readonly #path: string;
  readonly #lines: LineFile;
  readonly #amended = new Map<string, string>();

  private constructor(path: string) {
    this.#path = path;
    this.#lines = new LineFile(`${path}.part`);
  }

  /** Begins the file; fails where it cannot be written. */
  static open(path: string): Result<FlowFile> {
    return attempt(path, () => new FlowFile(path));
  }

  add(outcome: Outcome): Result<void> {
    if (outcome.kind === 'flow_amended') this.#amended.set(outcome.flow, flowLine(outcome.amended));
    if (outcome.kind !== 'flow_settled') return ok(undefined);
    return attempt(this.#path, () => {
      this.#lines.write(flowLine(outcome.flow));
    });
  }

  /** Puts the file in its place. */
  async finish(): Promise<Result<void>> {
    try {
      this.#lines.close();
      if (this.#amended.size > 0) await this.#replaceAmended();
      renameSync(`${this.#path}.part`, this.#path);
      return ok(undefined);
    } catch (error) {
      this.discard();
      return failed(writeFailure(this.#path, error));
    }
  }

  /** Gives up: leaves nothing behind. */
  discard(): void {
    this.#lines.abandon();
    for (const part of ['part', 'part2']) rmSync(`${this.#path}.${part}`, { force: true });
  }

  async #replaceAmended(): Promise<void> {
    const whole = new LineFile(`${this.#path}.part2`);
    const lines = createInterface({ input: createReadStream(`${this.#path}.part`), crlfDelay: Infinity });
    for await (const line of lines) whole.write(this.#amended.get(idOfLine(line)) ?? line);
    whole.close();
    renameSync(`${this.#path}.part2`, `${this.#path}.part`);
  }
}

const writeFailure = (path: string, error: unknown): ReturnType<typeof permanent> =>
  permanent(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);

const attempt = <T>(path: string, work: () => T): Result<T> => {
  try {
    return ok(work());
  } catch (error) {
    return failed(writeFailure(path, error));
  }
};
