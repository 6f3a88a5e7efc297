import { applyNullInsertThreshold, createTheme, FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { drawnFrames } from './drawn-frames.ts';

const MINUTE = 60_000;
const theme = createTheme();

/** Values at minutes; `interval`: what a data source says of its step. */
const readings = (minutes: readonly number[], interval?: number): DataFrame =>
  toDataFrame({
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        values: minutes.map((minute) => minute * MINUTE),
        config: interval === undefined ? {} : { interval },
      },
      { name: 'EVSE 1', type: FieldType.number, values: minutes.map(() => 40) },
    ],
  });

/** What Grafana's chart makes of it: null is where the line is interrupted. */
const curve = (frame: DataFrame, gapMs?: number): unknown[] => {
  const [drawn = frame] = drawnFrames([frame], { theme, unit: 'celsius', gapMs });
  return applyNullInsertThreshold({ frame: drawn }).fields[1]?.values ?? [];
};

test('a curve does not run across a time without values', () => {
  const values = curve(readings([0, 1, 2, 60, 61]), 10 * MINUTE);
  expect([values.slice(0, 3), values.slice(-2)]).toEqual([
    [40, 40, 40],
    [40, 40],
  ]);
  expect(new Set(values.slice(3, -2))).toEqual(new Set([null]));
});

test('a value that is missing now and then does not tear it', () => {
  expect(curve(readings([0, 1, 3, 4, 9]), 10 * MINUTE)).toEqual([40, 40, 40, 40, 40]);
});

test('the gap that is asked for counts, not the step that the data source names', () => {
  expect(curve(readings([0, 1, 5, 6], MINUTE), 10 * MINUTE)).toEqual([40, 40, 40, 40]);
});

test('where no gap is asked for, it is left to the data source', () => {
  expect(curve(readings([0, 1, 60]))).toEqual([40, 40, 40]);
});
