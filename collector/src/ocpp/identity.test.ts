import { describe, expect, it } from '@jest/globals';
import { identityOf, kindOf } from './identity.ts';
import { createIdentityHash } from './identity-hash.ts';
import { parsePaymentTags } from './payment-tags.ts';

const KEY = Buffer.alloc(32, 7);

describe('the identity of a hashed credential', () => {
  it('is null when the tag is empty', () => {
    expect(identityOf('')).toBeNull();
    expect(identityOf('~0123456789abcdef')).toBe('~0123456789abcdef');
  });

  it('does not change with what is known of its kind', () => {
    expect(identityOf('~0123456789abcdef.web')).toBe('~0123456789abcdef');
    expect(kindOf('~0123456789abcdef.web')).toBe('web');
    expect(kindOf('~0123456789abcdef')).toBeNull();
    expect(kindOf('~0123456789abcdef.bitcoin')).toBeNull();
  });

  it.each([
    ['VID:92D50A693F80', 'autocharge'],
    ['vid:92d50a693f80', 'autocharge'],
    ['DE-8AA-CA2B3C4D5-N', 'plug_and_charge'],
    ['DE8AACA2B3C4D5N', 'plug_and_charge'],
    ['04A2B3C4D5E6F7', null],
    ['DEADBEEF', null],
  ])('%s is of kind %s, and its text is gone', (tag, kind) => {
    const hashed = createIdentityHash([KEY])(tag);
    expect(kindOf(hashed)).toBe(kind);
    expect(identityOf(hashed)).toMatch(/^~[0-9a-f]{16}$/);
  });

  it('has the kind that a row of the operator gives it', () => {
    const tags = parsePaymentTags('tags.yaml', "- { pattern: '^CC-', method: card_terminal }\n");
    if (!tags.ok) throw new Error('unreadable');
    const hash = createIdentityHash([KEY], tags.value);
    expect([kindOf(hash('cc-0001')), kindOf(hash('VID:92D50A693F80'))]).toEqual([
      'card_terminal',
      'autocharge',
    ]);
  });
});

describe('rows of payment tags', () => {
  it('that are wrong are refused with line and fix', () => {
    const wrong =
      "- { pattern: '^CC-', method: cards }\n- { pattern: '(', method: web }\n- { method: web }\n";
    const parsed = parsePaymentTags('tags.yaml', wrong);
    expect(parsed.ok ? [] : parsed.error.map(({ file, line, path }) => `${file}:${line} ${path}`)).toEqual([
      'tags.yaml:1 [0].method',
      'tags.yaml:2 [1].pattern',
      'tags.yaml:3 [2].pattern',
    ]);
  });
});
