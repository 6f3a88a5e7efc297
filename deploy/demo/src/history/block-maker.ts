import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { historyHeaders, HISTORY_END } from '@firstcharge/collector/telemetry/openmetrics-history.ts';
import { Problem } from '../problem.ts';

const BUFFER_CHARACTERS = 1 << 22;
/** Longer than any history: then the number of blocks is that of the pieces. */
const LONGEST_BLOCK = '768h';

/** A text file of samples in the making. promtool maps its input into memory, so it cannot be a pipe. */
class Piece {
  readonly path: string;
  readonly #file: number;
  #buffer = historyHeaders();

  constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, 'w');
  }

  write(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length > BUFFER_CHARACTERS) this.#flush();
  }

  close(): void {
    this.#buffer += HISTORY_END;
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    let bytes = Buffer.from(this.#buffer);
    this.#buffer = '';
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.#file, bytes));
  }
}

/** Text in, Prometheus blocks out: one piece is written while promtool reads the one before. */
export class BlockMaker {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  #piece: Piece | null = null;
  #making: Promise<void> = Promise.resolve();
  #pieces = 0;

  constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
    mkdirSync(folder, { recursive: true });
  }

  write(text: string): void {
    this.#piece ??= new Piece(join(this.#folder, `piece-${(this.#pieces += 1)}.txt`));
    this.#piece.write(text);
  }

  /** Ends the piece; resolves when the next may begin, with at most one still being read. */
  async endPiece(blocks: string): Promise<void> {
    const piece = this.#piece;
    this.#piece = null;
    if (piece === null) return;
    piece.close();
    await this.#making;
    this.#making = makeBlocks(piece.path, blocks, this.#signal).finally(() =>
      rmSync(piece.path, { force: true }),
    );
    // Whoever waits for the next piece, or for the end, hears of a failure.
    this.#making.catch(() => undefined);
  }

  /** Resolves when all blocks are there. */
  finish(): Promise<void> {
    return this.#making;
  }
}

function makeBlocks(text: string, blocks: string, signal: AbortSignal): Promise<void> {
  mkdirSync(blocks, { recursive: true });
  const args = ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet'];
  return new Promise((resolve, reject) => {
    const promtool = spawn('promtool', [...args, `--max-block-duration=${LONGEST_BLOCK}`, text, blocks], {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    });
    let said = '';
    promtool.stderr.setEncoding('utf8').on('data', (chunk: string) => (said = (said + chunk).slice(-2_000)));
    promtool.once('error', reject);
    promtool.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Problem(`promtool could not make blocks of the history: ${said.trim()}`));
    });
  });
}
