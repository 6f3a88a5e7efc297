import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';

/** The part of a history that is the same for every run of a day: its blocks, its ledger, and where to go on. */
export interface Checkpoint {
  /** ms since the epoch. */
  readonly settled: number;
  /** Byte of the log from which on to read. */
  readonly logPosition: number;
  readonly samples: number;
  readonly snapshot: Uint8Array;
}

const checkpointSchema = z.object({
  settled: z.number(),
  logPosition: z.number(),
  samples: z.number(),
  snapshot: z.instanceof(Uint8Array),
});

const STATE = 'state.bin';

/** Checkpoints by key; only one is kept, since yesterday's is of no use. */
export class CheckpointStore {
  readonly #folder: string;
  readonly #unfinished: string;

  constructor(cache: string, key: string) {
    this.#folder = join(cache, key);
    this.#unfinished = join(cache, 'unfinished');
  }

  /** Where blocks are made until `save`. Empties what an interrupted run has left, and what other keys have. */
  begin(): string {
    const cache = join(this.#folder, '..');
    mkdirSync(cache, { recursive: true });
    for (const name of readdirSync(cache)) {
      if (join(cache, name) !== this.#folder) rmSync(join(cache, name), { recursive: true, force: true });
    }
    const blocks = join(this.#unfinished, 'blocks');
    mkdirSync(blocks, { recursive: true });
    return blocks;
  }

  /** Keeps the checkpoint with the blocks made so far and a copy of the ledger, all of it or nothing. */
  save(checkpoint: Checkpoint, ledger: string): void {
    copyLedger(ledger, join(this.#unfinished, 'ledger.sqlite'));
    writeFileSync(join(this.#unfinished, STATE), serialize(checkpoint));
    rmSync(this.#folder, { recursive: true, force: true });
    renameSync(this.#unfinished, this.#folder);
  }

  /** null when there is none that can be used. */
  load(): Checkpoint | null {
    const file = join(this.#folder, STATE);
    if (!existsSync(file)) return null;
    try {
      return checkpointSchema.parse(deserialize(readFileSync(file)));
    } catch {
      return null;
    }
  }

  /** Copies the blocks to where Prometheus will use them: it merges and deletes its own. */
  restoreBlocks(blocks: string): void {
    cpSync(join(this.#folder, 'blocks'), blocks, { recursive: true });
  }

  restoreLedger(ledger: string): void {
    copyLedger(join(this.#folder, 'ledger.sqlite'), ledger);
  }
}

/** A ledger of SQLite that nobody writes, with its write-ahead log. */
function copyLedger(from: string, to: string): void {
  for (const suffix of ['', '-wal']) {
    if (existsSync(from + suffix)) cpSync(from + suffix, to + suffix);
  }
}
