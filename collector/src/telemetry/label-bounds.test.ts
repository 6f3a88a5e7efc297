import { describe, expect, it } from '@jest/globals';
import { LabelBounds, tidyLabel } from './label-bounds.ts';

describe('a label value from the wire', () => {
  it('loses control characters, broken characters and surplus space', () => {
    expect(tidyLabel('  Acme\t\u0000 Power \ud800 ')).toBe('Acme Power');
  });

  it('is cut to 64 characters without breaking one', () => {
    const long = tidyLabel('😀'.repeat(100));
    expect([...long]).toHaveLength(64);
    expect(long.isWellFormed()).toBe(true);
  });

  it('is `other` once its label has had all the values that it may have', () => {
    const bounds = new LabelBounds({ vendor: 2 });
    expect(['a', 'b', 'c', 'a', ' b ', ''].map((text) => bounds.bound('vendor', text))).toEqual([
      'a',
      'b',
      'other',
      'a',
      'b',
      '',
    ]);
    expect(bounds.bound('model', 'c')).toBe('c');
  });

  it('is judged the same after a restart', () => {
    const before = new LabelBounds({ vendor: 1 });
    before.bound('vendor', 'a');
    const after = new LabelBounds({ vendor: 1 });
    after.restore(before.snapshot());
    expect(['b', 'a'].map((text) => after.bound('vendor', text))).toEqual(['other', 'a']);
  });
});
