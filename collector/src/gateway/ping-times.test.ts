import { describe, expect, it } from '@jest/globals';
import { PingTimes } from './ping-times.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

describe('PingTimes', () => {
  it('pairs a pong with the ping of the same payload', () => {
    const pings = new PingTimes();
    pings.sent(bytes('a'), 100);
    pings.sent(bytes('b'), 200);
    expect(pings.answered(bytes('a'), 130)).toBe(30);
    expect(pings.answered(bytes('b'), 260)).toBe(60);
  });

  it('takes no pong twice, and none that nobody asked for', () => {
    const pings = new PingTimes();
    expect(pings.answered(bytes(''), 100)).toBeNull();
    pings.sent(bytes(''), 100);
    expect(pings.answered(bytes('x'), 110)).toBeNull();
    expect(pings.answered(bytes(''), 120)).toBe(20);
    expect(pings.answered(bytes(''), 130)).toBeNull();
  });

  it('gives older pings up when a newer one is answered', () => {
    const pings = new PingTimes();
    pings.sent(bytes('a'), 100);
    pings.sent(bytes('b'), 200);
    expect(pings.answered(bytes('b'), 210)).toBe(10);
    expect(pings.answered(bytes('a'), 220)).toBeNull();
  });

  it('remembers four pings and not more', () => {
    const pings = new PingTimes();
    for (const [index, name] of ['a', 'b', 'c', 'd', 'e'].entries()) pings.sent(bytes(name), index);
    expect(pings.answered(bytes('a'), 10)).toBeNull();
    expect(pings.answered(bytes('b'), 10)).toBe(9);
  });
});
