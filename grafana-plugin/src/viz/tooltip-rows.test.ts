import { createTheme, FieldType, getDisplayProcessor, toDataFrame, type DataFrame } from '@grafana/data';
import { tooltipRows } from './tooltip-rows.ts';

const MINUTE = 60_000;
const theme = createTheme();

const frame = (): DataFrame => {
  const made = toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: [0, MINUTE, 2 * MINUTE] },
      { name: 'EVSE 1', type: FieldType.number, values: [150_000, null, null], config: { unit: 'watt' } },
      { name: 'EVSE 2', type: FieldType.number, values: [null, null, null], config: { unit: 'watt' } },
    ],
  });
  for (const field of made.fields) field.display = getDisplayProcessor({ field, theme });
  return made;
};

const read = (...indices: readonly (number | null)[]): string[] =>
  tooltipRows(frame(), [frame()], indices).map(({ label, value }) => `${label}: ${value}`);

test('values are those of the moment under the pointer', () => {
  expect(read(0, 0, null)).toEqual(['EVSE 1: 150 kW', 'EVSE 2: –']);
});

test('a value of another moment says of which', () => {
  expect(read(1, 0, null)).toEqual([expect.stringMatching(/^EVSE 1: 150 kW \(\d\d:\d\d:00\)$/), 'EVSE 2: –']);
});

test('where there is nothing near, nothing is said', () => {
  expect(read(2, 2, 2)).toEqual(['EVSE 1: –', 'EVSE 2: –']);
});
