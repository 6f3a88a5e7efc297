import type { MetricPoint } from './metric-point.ts';

/** Far more than pipelines put into a batch: a body of a few kB, unpacked, may be made of millions of empty ones. */
export const MOST_POINTS = 100_000;

/** Thrown where a request has more. */
export class TooManyPoints extends Error {}

/** The data points of one request; throws `TooManyPoints` instead of taking one too many. */
export class PointList {
  readonly points: MetricPoint[] = [];
  #room = MOST_POINTS;

  /** Makes room for as many more, before they are read. */
  expect(count: number): void {
    this.#room -= count;
    if (this.#room < 0) throw new TooManyPoints(`a request may have ${MOST_POINTS} data points`);
  }

  push(point: MetricPoint): void {
    this.points.push(point);
  }
}
