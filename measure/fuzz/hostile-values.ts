import type { Random } from '@firstcharge/simulator/random/random.ts';

const NUMBERS = [
  0,
  -0,
  -1,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 31,
  -(2 ** 63),
  1e-320,
  0.1,
  65_536,
  4_294_967_296,
] as const;
const WORDS = [
  '',
  ' ',
  'null',
  'NaN',
  '-Infinity',
  '1e999',
  '0x10',
  '١٢٣',
  '\u0000',
  '\ud800',
  '\u202eevil',
  '🔌'.repeat(50),
  'a\nb\r\nc',
  '{"a":1}',
  '__proto__',
  'constructor',
  "'; DROP TABLE flow; --",
  '${jndi:ldap://x}',
  'Accepted',
  'Faulted',
  'Available',
  'Ended',
] as const;
const TIMES = [
  '1970-01-01T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-11-02T10:00:00',
  '2026-11-02T10:00:00+23:59',
  '2026-02-30T10:00:00Z',
  '2026-11-02',
  'yesterday',
  '20261102T100000Z',
  '1793613600',
] as const;
/** Names that a careless copy would take for the prototype. */
export const POLLUTING = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
] as const;
const DEEP = 200;
const LONG = 20_000;

/** Any JSON value that a hostile station might put where another belongs. */
export function hostileValue(random: Random): unknown {
  switch (random.integer(0, 8)) {
    case 0:
      return random.pick(NUMBERS);
    case 1:
    case 2:
      return random.pick(WORDS);
    case 3:
      return random.pick(TIMES);
    case 4:
      return random.pick<unknown>([null, true, false, [], {}, [[]], [null]]);
    case 5:
      return nested(random.integer(2, DEEP));
    case 6:
      return random.pick(['x', 'é', '漢', '\u0007', '<b>']).repeat(random.integer(1, LONG));
    case 7:
      return Array.from({ length: random.integer(1, 60) }, () => random.pick(NUMBERS));
    default:
      return random.integer(-5, 1_000_000);
  }
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { idToken: value };
  return value;
}
