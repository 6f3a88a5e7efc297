import { z } from 'zod';

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const data = z.object({
  resultType: z.enum(['matrix', 'vector', 'scalar']),
  result: z.array(
    z.union([
      z.object({ metric: labels, values: z.array(sample) }),
      z.object({ metric: labels, value: sample }),
    ]),
  ),
});

/** An answer of Prometheus' HTTP API to a query that gives series. */
export const prometheusAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data }),
  z.object({ status: z.literal('error'), error: z.string() }),
]);

const nameOf = (metric: Record<string, string>, legend: string | undefined): string | undefined =>
  legend === undefined || legend === '' || legend === '__auto'
    ? undefined
    : legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? '');

/** Series as data frames in JSON, as Grafana's backend sends them: times in ms, one frame a series. */
export const framesOf = (
  refId: string,
  { resultType, result }: z.infer<typeof data>,
  legend?: string,
): unknown[] =>
  result.map((series) => {
    const samples = 'values' in series ? series.values : [series.value];
    const displayName = nameOf(series.metric, legend);
    return {
      schema: {
        refId,
        name: displayName,
        meta: { type: resultType === 'matrix' ? 'timeseries-multi' : 'numeric-multi' },
        fields: [
          { name: 'Time', type: 'time', typeInfo: { frame: 'time.Time' } },
          {
            name: 'Value',
            type: 'number',
            typeInfo: { frame: 'float64' },
            labels: series.metric,
            config: displayName === undefined ? {} : { displayNameFromDS: displayName },
          },
        ],
      },
      data: {
        values: [
          samples.map(([at]) => Math.round(at * 1_000)),
          // JSON has no NaN: a gap is a gap.
          samples.map(([, value]) => (Number.isFinite(Number(value)) ? Number(value) : null)),
        ],
      },
    };
  });
