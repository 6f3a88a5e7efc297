import { z } from 'zod';

const answer = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});

/** One series of an answer. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Answers of a PromQL query at this moment. */
export type Query = (expression: string) => Promise<readonly Sample[]>;

const TIMEOUT_MS = 10_000;

/** Asks the Prometheus at `url`; rejects when it does not answer. */
export const queryOf =
  (url: string): Query =>
  async (expression) => {
    const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`Prometheus answers ${response.status}`);
    return answer
      .parse(await response.json())
      .data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  };
