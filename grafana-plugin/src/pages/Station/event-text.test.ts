import { eventText } from './event-text.ts';

test('a fault is told by its id and its name', () => {
  expect(eventText({ kind: 'fault', detail: 'F36', name: 'SLAC or PLC' })).toBe('fault F36: SLAC or PLC');
});

test('what has no name is told in words', () => {
  expect(eventText({ kind: 'boot', detail: 'power_up', name: null })).toBe('boot power up');
  expect(eventText({ kind: 'fault', detail: 'F999', name: null })).toBe('fault F999');
});
