import { FieldType, toDataFrame } from '@grafana/data';
import { rollOutsOf } from './roll-outs.ts';

const series = (firmware: string, values: readonly (number | null)[], model = 'Swift') => {
  const points = values.flatMap((value, index) => (value === null ? [] : [{ at: index * 1_000, value }]));
  return toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: points.map(({ at }) => at) },
      {
        name: 'Value',
        type: FieldType.number,
        labels: { vendor: 'Voltaria', model, firmware },
        values: points.map(({ value }) => value),
      },
    ],
  });
};

test('a firmware that takes stations over from another is a roll-out, from its first station on', () => {
  expect(rollOutsOf([series('2.4.1', [3, 3, 2, 1]), series('2.4.2', [null, null, 1, 2])])).toEqual([
    { vendor: 'Voltaria', model: 'Swift', before: '2.4.1', after: '2.4.2', at: 2_000, stations: 2 },
  ]);
});

test('a station that is silent while it is updated counts once it is back', () => {
  const [found] = rollOutsOf([series('1', [3, 2, 1, 1]), series('2', [null, 1, 1, 2])]);
  expect(found).toMatchObject({ before: '1', after: '2', at: 1_000, stations: 2 });
});

test('the newest comes first, and going back is one, too', () => {
  const found = rollOutsOf([series('1', [1, 0, 1]), series('2', [0, 1, 0])]);
  expect(found.map(({ before, after }) => `${before} ${after}`)).toEqual(['2 1', '1 2']);
});

test('new stations, stations that are gone, and moments that nobody saw are none', () => {
  expect(rollOutsOf([series('1', [2, 3, 1]), series('5', [null, 4, 4], 'Post')])).toEqual([]);
  expect(rollOutsOf([series('1', [2, null, 2])])).toEqual([]);
  expect(rollOutsOf([])).toEqual([]);
});
