import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const vector = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});
const matrix = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});
const exemplars = z.object({
  data: z.array(
    z.object({
      seriesLabels: z.record(z.string(), z.string()),
      exemplars: z.array(z.object({ labels: z.record(z.string(), z.string()), value: z.string() })),
    }),
  ),
});

export interface PrometheusSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Every sample of one series that was scraped, oldest first. */
export interface PrometheusSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

/** Waits until `probe` gives something, at most `deadlineMs`. */
export const eventually = async <T>(probe: () => Promise<T | undefined>, deadlineMs = 15_000): Promise<T> => {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const found = await probe().catch(() => undefined);
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** A Prometheus server in a folder of its own that scrapes one target every half second. */
export class RealPrometheus {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #url: string;

  private constructor(process: ChildProcess, folder: string, url: string) {
    this.#process = process;
    this.#folder = folder;
    this.#url = url;
  }

  static async scraping(target: string): Promise<RealPrometheus> {
    const folder = await mkdtemp(path.join(tmpdir(), 'firstcharge-prometheus-'));
    const port = await freePort();
    const config = `scrape_configs:\n- job_name: firstcharge\n  scrape_interval: 500ms\n  static_configs:\n  - targets: ['${target}']\n`;
    await writeFile(path.join(folder, 'prometheus.yml'), config);
    const child = spawn(
      'prometheus',
      [
        `--config.file=${path.join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${path.join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${String(port)}`,
        '--enable-feature=exemplar-storage',
      ],
      { stdio: 'ignore' },
    );
    const server = new RealPrometheus(child, folder, `http://127.0.0.1:${String(port)}`);
    await eventually(async () => ((await fetch(`${server.#url}/-/ready`)).ok ? true : undefined));
    return server;
  }

  get url(): string {
    return this.#url;
  }

  async query(query: string): Promise<PrometheusSample[]> {
    const answer = await fetch(`${this.#url}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data } = vector.parse(await answer.json());
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** All that was scraped of a selector within the last hours (`1h`), as it was. */
  async history(selector: string, within = '1h'): Promise<PrometheusSeries[]> {
    const answer = await fetch(`${this.#url}/api/v1/query?query=${encodeURIComponent(`${selector}[${within}]`)}`);
    const { data } = matrix.parse(await answer.json());
    return data.result.map(({ metric, values }) => ({ labels: metric, values: values.map(([, value]) => Number(value)) }));
  }

  /** Trace ids of all exemplars of a selector. */
  async exemplars(selector: string): Promise<{ labels: Readonly<Record<string, string>>; traceId: string }[]> {
    const span = `start=0&end=${String(Math.ceil(Date.now() / 1000) + 60)}`;
    const answer = await fetch(`${this.#url}/api/v1/query_exemplars?query=${encodeURIComponent(selector)}&${span}`);
    const { data } = exemplars.parse(await answer.json());
    return data.flatMap(({ seriesLabels, exemplars: found }) =>
      found.map(({ labels }) => ({ labels: seriesLabels, traceId: labels['trace_id'] ?? '' })),
    );
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await exited;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
