import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundedText, optionalText, serialHash } from './text.ts';

describe('boundedText', () => {
  it('keeps ordinary text', () => {
    expect(boundedText('Terra 184 CC', 50)).toBe('Terra 184 CC');
    expect(boundedText('Ladesäule Größe 2', 50)).toBe('Ladesäule Größe 2');
  });

  it('trims blanks and drops what cannot be printed', () => {
    expect(boundedText('  ABB\u0000\r\n\u202e ', 50)).toBe('ABB');
  });

  it('cuts long text, and does not leave half a character', () => {
    expect(boundedText('x'.repeat(80), 50)).toBe('x'.repeat(50));
    expect(boundedText(`${'x'.repeat(49)}🔌`, 50).isWellFormed()).toBe(true);
  });

  it('gives nothing for what is no text', () => {
    expect([boundedText(5, 50), boundedText(null, 50), optionalText('\n', 50)]).toEqual(['', '', null]);
  });

  it('is bounded, trimmed and free of control characters for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const bounded = boundedText(text, 50);
        expect(bounded.length).toBeLessThanOrEqual(50);
        expect(bounded.trim()).toBe(bounded);
        expect(bounded).not.toMatch(/\p{C}/u);
      }),
    );
  });
});

describe('serialHash', () => {
  it('is 16 hex digits of the first serial number that is there', () => {
    expect(serialHash('', 'SN-1')).toMatch(/^[0-9a-f]{16}$/);
    expect(serialHash('', 'SN-1')).toBe(serialHash('SN-1', 'SN-2'));
  });

  it('is empty without a serial number', () => {
    expect(serialHash(undefined, ' ')).toBe('');
  });
});
