import { config } from '@grafana/runtime';
import { traceUrl } from './trace-url.ts';

const flow = {
  trace_id: '0af7651916cd43dd8448eb211c80319c',
  start: '2026-09-01T14:05:00Z',
  end: '2026-09-01T14:20:00Z',
};
const sources = (...types: readonly string[]) => {
  config.datasources = Object.fromEntries(
    types.map((type) => [type, Object.assign(Object.create(null), { type, uid: `uid-${type}`, name: type })]),
  );
};

afterEach(() => {
  config.datasources = {};
});

test('a trace is opened in Explore around the time of its flow', () => {
  sources('prometheus', 'tempo');
  const { searchParams } = new URL(traceUrl(flow) ?? '', 'http://grafana.example');
  expect(JSON.parse(searchParams.get('panes') ?? '')).toEqual({
    firstcharge: {
      datasource: 'uid-tempo',
      queries: [
        {
          refId: 'A',
          datasource: { type: 'tempo', uid: 'uid-tempo' },
          query: flow.trace_id,
          queryType: 'traceql',
        },
      ],
      range: { from: String(Date.UTC(2026, 8, 1, 13, 5)), to: String(Date.UTC(2026, 8, 1, 15, 20)) },
    },
  });
});

test('there is no link where Grafana has no source of traces', () => {
  sources('prometheus');
  expect(traceUrl(flow)).toBeNull();
});
