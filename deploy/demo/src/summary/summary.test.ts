import { describe, expect, it } from '@jest/globals';
import type { Sample } from './prometheus-client.ts';
import { readSummary, summaryLine, type Summary } from './summary.ts';

const summary: Summary = {
  connected: 20,
  charging: 7,
  flowsLastHour: 26.7,
  startSuccess: { month: 0.8091, hour: 0.667 },
  firstChargeSuccess: { month: 0.839, hour: null },
  failing: { place: 'ring Swift 150', stage: 'handshake', reason: 'ev_communication_error' },
};

describe('the summary', () => {
  it('is one line, with a dash where nothing is known', () => {
    expect(summaryLine(summary, '30d')).toBe(
      '20 stations · 7 charging · 27 flows in 1 h · start ok 66.7 % (30d: 80.9 %) · first charge ok – (30d: 83.9 %)' +
        ' · failing: ring Swift 150, ev_communication_error at handshake',
    );
  });

  it('says nothing of failures where there are none', () => {
    expect(summaryLine({ ...summary, failing: null }, '30d')).not.toContain('failing');
  });

  it('asks for sums over sums, over the last hour and the whole history', async () => {
    const asked: string[] = [];
    const read = await readSummary((expression) => {
      asked.push(expression);
      const answers: readonly Sample[] = expression.includes('[30d]') ? [{ labels: {}, value: 0.8 }] : [];
      return Promise.resolve(answers);
    }, '30d');
    expect(read.startSuccess).toEqual({ month: 0.8, hour: null });
    expect(read.failing).toBeNull();
    expect(asked).toContain(
      'sum(increase(ev_charge_start_successes_total[1h])) / sum(increase(ev_charge_start_attempts_total[1h]))',
    );
  });

  it('takes a ratio of nothing to nothing for unknown', async () => {
    const read = await readSummary(() => Promise.resolve([{ labels: {}, value: NaN }]), '30d');
    expect(read.startSuccess.hour).toBeNull();
  });
});
