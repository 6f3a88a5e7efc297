import { describe, expect, it } from '@jest/globals';
import { SpanStatusCode } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { SettledFlow } from '../model/flow.ts';
import { flowSpans, spanIdOf } from './flow-spans.ts';
import { FlowTraces } from './flow-traces.ts';
import { failedFlow, flowSettled, settledFlow, T0, visitEnded } from './testdata/outcomes.ts';

const resource = resourceFromAttributes({ 'service.name': 'firstcharge' });
const bytes = (flow: SettledFlow): string =>
  Buffer.from(ProtobufTraceSerializer.serializeRequest(flowSpans(flow, resource)) ?? []).toString('hex');

describe('the trace of a flow', () => {
  it('has a root and a child for each stage that happened, at event time', () => {
    const spans = flowSpans(settledFlow(), resource);
    expect(spans.map((span) => span.name)).toEqual(['charge flow', 'plug_in', 'energy']);
    expect(spans[0]?.startTime).toEqual([T0 / 1000, 0]);
    expect(spans[2]?.duration).toEqual([1680, 0]);
    for (const span of spans) expect(span.spanContext().traceId).toBe(settledFlow().traceId);
    expect(spans[1]?.parentSpanContext?.spanId).toBe(spans[0]?.spanContext().spanId);
  });

  it('is the same to the byte each time, and different for another flow', () => {
    expect(bytes(settledFlow())).toBe(bytes(settledFlow()));
    expect(bytes(settledFlow({ id: '1' }))).not.toBe(bytes(settledFlow()));
    expect(spanIdOf('a', 'energy')).toMatch(/^[0-9a-f]{16}$/);
  });

  it('marks root and stage of a failure, and leaves the rest unset', () => {
    const [root, plugIn, handshake] = flowSpans(failedFlow(), resource);
    expect(root?.status.code).toBe(SpanStatusCode.ERROR);
    expect(root?.attributes).toMatchObject({
      'error.type': 'no_energy',
      'ev.flow.failed_stage': 'handshake',
    });
    expect(plugIn?.status.code).toBe(SpanStatusCode.UNSET);
    expect(handshake?.attributes).toMatchObject({ 'error.type': 'no_energy', 'ev.stage.result': 'failed' });
  });

  it('is not an error when the driver was refused or left', () => {
    for (const outcome of ['refused', 'abandoned', 'unknown', 'success'] as const) {
      const [root] = flowSpans(failedFlow({ outcome, stages: [] }), resource);
      expect(root?.status.code).toBe(SpanStatusCode.UNSET);
      expect(root?.attributes).not.toHaveProperty('error.type');
    }
  });

  it('leaves out what is not known', () => {
    const [root] = flowSpans(
      settledFlow({ identity: null, connector: null, firmware: '', peakW: null }),
      resource,
    );
    for (const name of [
      'ev.identity.hash',
      'ev.connector',
      'ev.firmware',
      'ev.power.peak',
      'ocpp.error_codes',
    ]) {
      expect(root?.attributes).not.toHaveProperty([name]);
    }
  });

  it('carries the evidence as events, the first and the last of too many', () => {
    const evidence = Array.from({ length: 300 }, (_, index) => ({
      at: T0 + index,
      text: `line ${String(index)}`,
    }));
    const [root] = flowSpans(settledFlow({ evidence }), resource);
    expect(root?.events).toHaveLength(128);
    expect(root?.events.at(-1)?.name).toBe('line 299');
    expect(root?.droppedEventsCount).toBe(172);
  });

  it('carries what was around the flow', () => {
    const quantity = 'temperature_celsius' as const;
    const range = { quantity, location: 'connector', phase: '' as const, least: 40, most: 71, last: 55 };
    const links = [{ link: 'RUT-1', up: false, drops: 2 }];
    const [root] = flowSpans(failedFlow({ context: { quantities: [range], links, grid: true } }), resource);
    expect(root?.attributes).toMatchObject({
      'ev.reading.temperature_celsius.connector.least': 40,
      'ev.reading.temperature_celsius.connector.most': 71,
      'ev.reading.temperature_celsius.connector.last': 55,
      'ev.links.down': ['RUT-1'],
      'ev.links.drops': 2,
      'ev.site.grid.present': true,
    });
  });

  it('never ends before it starts', () => {
    const [root] = flowSpans(settledFlow({ end: T0 - 5000 }), resource);
    expect(root?.endTime).toEqual(root?.startTime);
    expect(root?.duration).toEqual([0, 0]);
  });
});

describe('traces of a visit', () => {
  it('link a retry to the flows before it, also over a restart', () => {
    const first = new FlowTraces(resource);
    first.spansOf([flowSettled(T0, failedFlow())]);
    const second = new FlowTraces(resource, JSON.parse(JSON.stringify(first.snapshot())));
    const [root] = second.spansOf([flowSettled(T0, settledFlow({ attempt: 2 }))]);
    expect(root?.links.map((link) => link.context)).toMatchObject([
      { traceId: failedFlow().traceId, spanId: spanIdOf(failedFlow().id, 'charge flow') },
    ]);
  });

  it('are forgotten when the visit ends, and when there are too many', () => {
    const traces = new FlowTraces(resource, [], 2);
    for (const visit of ['a', 'b', 'c']) traces.spansOf([flowSettled(T0, settledFlow({ visit }))]);
    expect(traces.snapshot().map(([visit]) => visit)).toEqual(['b', 'c']);
    const ending = new FlowTraces(resource);
    ending.spansOf([flowSettled(T0, settledFlow()), visitEnded(T0, 'first_ok')]);
    expect(ending.snapshot()).toEqual([]);
  });
});
