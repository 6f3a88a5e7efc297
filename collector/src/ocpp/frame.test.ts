import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFrame } from './frame.ts';

describe('readFrame', () => {
  it('reads a call', () => {
    expect(readFrame([2, 'a1', 'Heartbeat', {}])).toEqual({
      type: 'call',
      id: 'a1',
      action: 'Heartbeat',
      payload: {},
    });
  });

  it('reads a result and an error', () => {
    expect(readFrame([3, 'a1', { status: 'Accepted' }])).toEqual({
      type: 'result',
      id: 'a1',
      payload: { status: 'Accepted' },
    });
    expect(readFrame([4, 'a1', 'InternalError', 'oops', {}])).toEqual({
      type: 'error',
      id: 'a1',
      payload: null,
    });
  });

  it('reads the SEND and the CALLRESULTERROR of OCPP 2.1', () => {
    expect(readFrame([6, 'a1', 'NotifyPeriodicEventStream', { id: 1 }])).toMatchObject({ type: 'send' });
    expect(readFrame([5, 'a1', 'FormatViolation', '', {}])).toEqual({ type: 'result_error', id: 'a1' });
  });

  it('takes a numeric message id as text', () => {
    expect(readFrame([3, 17, {}])).toMatchObject({ id: '17' });
  });

  it.each([
    ['null', null],
    ['an empty array', []],
    ['an unknown type', [9, 'a1', {}]],
    ['a quoted type', ['2', 'a1', 'Heartbeat', {}]],
    ['a missing id', [2, null, 'Heartbeat', {}]],
    ['an empty id', [2, '', 'Heartbeat', {}]],
    ['an id of 129 characters', [2, 'x'.repeat(129), 'Heartbeat', {}]],
    ['an action that is no text', [2, 'a1', { action: 'Heartbeat' }, {}]],
  ])('finds %s unreadable', (_name, frame) => {
    expect(readFrame(frame)).toEqual({ type: 'unreadable' });
  });

  it('never throws, whatever the array holds', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (frame) => {
        expect(typeof readFrame(frame).type).toBe('string');
      }),
    );
  });
});
