import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { FlatLabels, SampledSeries } from './blocks/sampled-series.ts';

const LINES_AT_A_TIME = 2_000;

function headOf(labels: FlatLabels): string {
  let name = '';
  const texts: string[] = [];
  for (let at = 0; at < labels.length; at += 2) {
    if (labels[at] === '__name__') name = labels[at + 1] ?? '';
    else texts.push(`${labels[at] ?? ''}=${JSON.stringify(labels[at + 1])}`);
  }
  return `${name}{${texts.join(',')}} `;
}

/** `/metrics` of a large fleet: each series shows the newest of its samples that is not in the future. */
export class ScrapeEndpoint {
  readonly #server: Server;
  readonly #heads: readonly string[];
  readonly #series: readonly SampledSeries[];

  constructor(series: readonly SampledSeries[]) {
    this.#series = series;
    this.#heads = series.map(({ labels }) => headOf(labels));
    this.#server = createServer((_, response) => void this.#answer(response));
  }

  /** Resolves with host:port. */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    const now = Date.now();
    const shown = new Map<SampledSeries['samples'], number | null>();
    for (let from = 0; from < this.#series.length; from += LINES_AT_A_TIME) {
      let text = '';
      for (let at = from; at < Math.min(from + LINES_AT_A_TIME, this.#series.length); at += 1) {
        const samples = this.#series[at]?.samples;
        if (samples === undefined) continue;
        let value = shown.get(samples);
        if (value === undefined) {
          const index = samples.times.findLastIndex((time) => time <= now);
          value = samples.values[index] ?? null;
          shown.set(samples, value);
        }
        if (value !== null) text += `${this.#heads[at] ?? ''}${value}\n`;
      }
      if (!response.write(text)) await once(response, 'drain');
    }
    response.end();
  }
}
