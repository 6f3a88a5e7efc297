import { z } from 'zod';

const answer = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});

/** Matchers of filters, as docs/metrics.md names labels. */
export const labels = (filter: Readonly<Record<string, string>>, ...more: readonly string[]): string =>
  `{${[...Object.entries(filter).map(([name, value]) => `${name}="${value}"`), ...more].join(',')}}`;

/** A stretch of time, ms since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const askedAt = async (prometheus: string, query: string, at: number) => {
  const body = new URLSearchParams({ query, time: String(at / 1_000) });
  const response = await fetch(`${prometheus}/api/v1/query`, { method: 'POST', body });
  return answer.parse(await response.json()).data.result;
};

/** What an expression is at a moment, by the labels of `by`. */
export const valuesAt = async (
  prometheus: string,
  query: string,
  by: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (await askedAt(prometheus, query, at)).map(({ metric, value }) => [
      by.map((name) => metric[name] ?? '').join(' '),
      Number(value[1]),
    ]),
  );

/**
 * How much counters grew within a stretch, by the labels of `by`; asked of Prometheus as anybody could. Series by series: one that is gone by the
 * end, as those of an old firmware are after a while, would otherwise be taken off what the others counted.
 */
export const grownBy = async (
  prometheus: string,
  selector: string,
  by: readonly string[],
  { from, to }: Stretch,
): Promise<ReadonlyMap<string, number>> => {
  const at = (time: number) => askedAt(prometheus, selector, time);
  const keyOf = (metric: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(metric).sort());
  const before = new Map((await at(from)).map(({ metric, value }) => [keyOf(metric), Number(value[1])]));
  const sums = new Map<string, number>();
  for (const { metric, value } of await at(to)) {
    const group = by.map((name) => metric[name] ?? '').join(' ');
    const growth = Number(value[1]) - (before.get(keyOf(metric)) ?? 0);
    sums.set(group, (sums.get(group) ?? 0) + growth);
  }
  return sums;
};

/** … of all of them together. */
export const grown = async (prometheus: string, selector: string, stretch: Stretch): Promise<number> =>
  [...(await grownBy(prometheus, selector, [], stretch)).values()][0] ?? 0;
