import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DeadlineQueue } from './deadline-queue.ts';

describe('the deadline queue', () => {
  it('gives deadlines in the order of time, and of id where times are equal', () => {
    const entry = fc.record({ at: fc.integer({ min: 0, max: 20 }), id: fc.constantFrom('a', 'b', 'c', 'd') });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const queue = new DeadlineQueue();
        for (const { at, id } of entries) queue.push(at, id);
        const taken = entries.map(() => queue.pop());
        const sorted = entries.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
        expect(taken.map((next) => `${next?.at} ${next?.id}`)).toEqual(
          sorted.map(({ at, id }) => `${at} ${id}`),
        );
        expect(queue.pop()).toBeNull();
      }),
    );
  });

  it('shows the earliest without taking it', () => {
    const queue = new DeadlineQueue();
    expect(queue.peek()).toBeNull();
    queue.push(5, 'late');
    queue.push(3, 'early');
    expect(queue.peek()).toEqual({ at: 3, id: 'early' });
    expect(queue.pop()).toEqual({ at: 3, id: 'early' });
  });
});
