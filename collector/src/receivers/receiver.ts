import type { Batch } from '../model/batch.ts';
import type { Result } from '../model/result.ts';

export type { Batch, Position } from '../model/batch.ts';

/** Resolves when the batch is durable; a receiver acknowledges to its sender only then. */
export type Next = (batch: Batch) => Promise<void>;

/**
 * Every receiver. `start` resolves when it accepts input, with `positions` telling how far each source was
 * journalled before; `stop` when nothing more will be handed on; `finished` when the input has come to its end
 * (never, for a socket).
 */
export interface Receiver {
  readonly id: string;
  readonly finished: Promise<void>;
  start(next: Next, positions: ReadonlyMap<string, number>): Promise<Result<void>>;
  stop(): Promise<void>;
}
