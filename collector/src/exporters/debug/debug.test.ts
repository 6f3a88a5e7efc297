import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { connectorState, everything, T0 } from '../../telemetry/testdata/outcomes.ts';
import { testContext } from '../testdata/context.ts';
import { debugConfig } from './config.ts';
import { DebugExporter } from './debug.ts';

describe('the debug exporter', () => {
  it('writes a line of JSON for each outcome', () => {
    const out = new PassThrough({ highWaterMark: 1e6 });
    const exporter = new DebugExporter(debugConfig.parse({}), testContext('debug').context, out);
    exporter.consume(everything(T0));
    const lines = String(out.read()).trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(everything(T0));
  });

  it('writes only the kinds asked for', () => {
    const out = new PassThrough();
    const config = debugConfig.parse({ kinds: ['visit_ended'] });
    new DebugExporter(config, testContext('debug').context, out).consume(everything(T0));
    expect(String(out.read())).toMatch(/^\{"kind":"visit_ended".*\}\n$/);
  });

  it('drops and counts what a slow or broken terminal does not take', () => {
    const out = new PassThrough({ highWaterMark: 10 });
    const { context, self } = testContext('debug');
    const exporter = new DebugExporter(debugConfig.parse({}), context, out);
    exporter.consume([connectorState(T0, 'available'), connectorState(T0, 'charging')]);
    out.destroy(new Error('closed'));
    exporter.consume([connectorState(T0, 'available')]);
    const dropped = self.collect(0).find(({ spec }) => spec.prometheus === 'firstcharge_dropped_total');
    expect(dropped?.values[0]).toBe(2);
  });
});
