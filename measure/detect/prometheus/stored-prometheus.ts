import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';

const answer = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

/** One series of an answer; `values`: seconds since the epoch, and the value as Prometheus writes it. */
export type Series = z.infer<typeof answer>['data']['result'][number];

/** From when to when, and how often; seconds. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Points of a series that Prometheus gives in one answer. */
const MOST_POINTS = 10_000;
const READY_MS = 120_000;

/** A real Prometheus on blocks that are already there: it scrapes nothing. */
export class StoredPrometheus {
  readonly #process: ChildProcess;
  readonly url: string;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.url = url;
  }

  /**
   * `data`: folder of the blocks; `lookback`: seconds that a value counts. Throws when it does not come up.
   * As it is by itself, a value counts at the step at which it was written, as with samples that are written at every evaluation.
   */
  static async on(folder: string, data: string, lookback = 299): Promise<StoredPrometheus> {
    const config = join(folder, 'prometheus.yml');
    writeFileSync(config, 'global: {}\n');
    const port = await freePort();
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--storage.tsdb.retention.time=20y',
      `--query.lookback-delta=${lookback}s`,
      '--query.timeout=10m',
      '--query.max-samples=200000000',
      '--log.level=error',
    ];
    const child = spawn('prometheus', args, { stdio: 'ignore' });
    const server = new StoredPrometheus(child, `http://127.0.0.1:${port}`);
    const until = Date.now() + READY_MS;
    while (!(await server.ready())) {
      if (Date.now() > until || child.exitCode !== null) throw new Error('Prometheus did not come up');
      await setTimeout(100);
    }
    return server;
  }

  /** Every series of an expression over a range. Throws with what Prometheus says of an expression that it refuses. */
  async range(query: string, { start, end, step }: Range): Promise<Series[]> {
    const merged = new Map<string, Series>();
    for (let from = start; from <= end; from += MOST_POINTS * step) {
      const to = Math.min(end, from + (MOST_POINTS - 1) * step);
      const body = new URLSearchParams({ query, start: `${from}`, end: `${to}`, step: `${step}` });
      const response = await fetch(`${this.url}/api/v1/query_range`, { method: 'POST', body });
      if (!response.ok) throw new Error(`${query}\n${await response.text()}`);
      for (const series of answer.parse(await response.json()).data.result) {
        const key = JSON.stringify(Object.entries(series.metric).sort());
        const known = merged.get(key);
        if (known === undefined) merged.set(key, series);
        else known.values.push(...series.values);
      }
    }
    return [...merged.values()];
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await exited;
  }

  private async ready(): Promise<boolean> {
    return fetch(`${this.url}/-/ready`).then(
      (response) => response.ok,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
