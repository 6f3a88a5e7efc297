import { describe, expect, it } from '@jest/globals';
import { exposition } from './exposition.ts';
import { SelfMetrics } from './self-metrics.ts';

const shown = (self: SelfMetrics): string => [...exposition(self.collect(0), 'text')].join('');

describe('metrics of the collector itself', () => {
  it('are read when they are collected, one series a component', () => {
    const self = new SelfMetrics(0);
    let sent = 1;
    self.register('exportSent', 'otlp/traces', () => sent);
    self.register('exportSent', 'otlp/metrics', () => 7);
    sent = 5;
    expect(shown(self)).toContain('firstcharge_export_sent_total{component="otlp/traces"} 5\n');
    expect(shown(self)).toContain('firstcharge_export_sent_total{component="otlp/metrics"} 7\n');
  });

  it('take the newest reading function of a component', () => {
    const self = new SelfMetrics(0);
    self.register('lag', 'a', () => 1);
    self.register('lag', 'a', () => 2);
    expect(shown(self).match(/^firstcharge_lag_seconds.*$/gm)).toEqual([
      'firstcharge_lag_seconds{component="a"} 2',
    ]);
  });

  it('tell what the process uses', () => {
    const self = new SelfMetrics(0);
    self.registerProcess('collector', process);
    expect(shown(self)).toMatch(/firstcharge_process_cpu_seconds_total\{component="collector"\} \d/);
    expect(shown(self)).toMatch(/firstcharge_process_resident_memory_bytes\{component="collector"\} \d{7}/);
  });
});
