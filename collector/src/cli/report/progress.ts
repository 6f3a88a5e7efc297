/** What a progress bar is drawn on. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const WIDTH = 30;
const MEGABYTE = 1_000_000;
/** How often standard input, whose length nobody knows, moves the display. */
const STEP_BYTES = 16 * MEGABYTE;

/** A bar over all logs, drawn only on a terminal and only when it moves. */
export class Progress {
  readonly #output: ProgressOutput;
  readonly #read = new Map<string, { bytes: number; total: number | null }>();
  #shown = '';

  constructor(output: ProgressOutput) {
    this.#output = output;
  }

  /** Bytes read of one log; `total` null when its length is unknown. */
  update(log: string, bytes: number, total: number | null): void {
    if (this.#output.isTTY !== true) return;
    this.#read.set(log, { bytes, total });
    this.#show(this.#text());
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#shown !== '') this.#output.write('\r\u001b[K');
    this.#shown = '';
  }

  #text(): string {
    const logs = [...this.#read.values()];
    const bytes = logs.reduce((sum, log) => sum + log.bytes, 0);
    const total = logs.reduce<number | null>(
      (sum, log) => (sum === null || log.total === null ? null : sum + log.total),
      0,
    );
    if (total === null || total === 0)
      return `reading ${Math.floor(bytes / STEP_BYTES) * (STEP_BYTES / MEGABYTE)} MB`;
    const share = Math.min(1, bytes / total);
    const filled = Math.round(share * WIDTH);
    return `reading ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor(100 * share)} %`;
  }

  #show(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    this.#output.write(`\r${text}\u001b[K`);
  }
}
