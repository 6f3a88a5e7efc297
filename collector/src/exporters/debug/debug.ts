import type { Writable } from 'node:stream';
import type { Outcome } from '../../model/outcome.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Exporter, ExporterContext } from '../exporter.ts';
import type { DebugConfig } from './config.ts';

/** Writes each outcome as one line of JSON. A reader that is too slow loses lines, which are counted; nothing waits. */
export class DebugExporter implements Exporter {
  readonly id: string;
  readonly #kinds: ReadonlySet<string>;
  readonly #out: Writable;
  #sent = 0;
  #dropped = 0;

  constructor(config: DebugConfig, context: ExporterContext, out: Writable) {
    this.id = context.id;
    this.#kinds = new Set(config.kinds);
    this.#out = out;
    out.on('error', (error: Error) => {
      context.log.warn(error.message);
    });
    context.self.register('exportSent', context.id, () => this.#sent);
    context.self.register('dropped', context.id, () => this.#dropped);
  }

  async start(): Promise<Result<void>> {
    return Promise.resolve(ok(undefined));
  }

  consume(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (this.#kinds.size > 0 && !this.#kinds.has(outcome.kind)) continue;
      if (this.#out.writableNeedDrain || !this.#out.writable) {
        this.#dropped += 1;
        continue;
      }
      this.#sent += 1;
      this.#out.write(`${JSON.stringify(outcome)}\n`);
    }
  }

  async stop(): Promise<void> {
    return Promise.resolve();
  }
}
