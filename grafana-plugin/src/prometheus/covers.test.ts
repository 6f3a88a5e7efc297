import { FieldType, toDataFrame } from '@grafana/data';
import { covers } from './covers.ts';

const frame = (times: readonly number[], values: readonly (number | null)[]) =>
  toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: [...times] },
      { name: 'Value', type: FieldType.number, values: [...values] },
    ],
  });
const span = { from: 1_000, to: 2_000 };

test('series that begin in the first quarter of a span cover it', () => {
  expect(covers([frame([1_000, 1_200, 1_900], [null, 1, 1])], span)).toBe(true);
  expect(covers([frame([1_800], [1]), frame([1_100], [1])], span)).toBe(true);
  expect(covers([frame([1_300, 1_900], [1, 1])], span)).toBe(false);
});

test('no series, and series without a value, cover nothing', () => {
  expect(covers([], span)).toBe(false);
  expect(covers([frame([1_000], [null])], span)).toBe(false);
});
