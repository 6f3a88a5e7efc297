import type { Random } from '../random/random.ts';

const DAY_MS = 86_400_000;

/** Air of a site: a mean of its own, warmer in the afternoon, and other from day to day. */
export class Weather {
  private readonly mean: number;
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
    this.mean = random.between(8, 18);
  }

  /** °C at a moment of local time, ms. */
  celsius(local: number): number {
    const day = local / DAY_MS;
    const of = (index: number): number => this.random.stream(`day ${index}`).normal() * 3;
    const [before, after] = [of(Math.floor(day)), of(Math.floor(day) + 1)];
    const share = day - Math.floor(day);
    return this.mean + before + (after - before) * share - 6 * Math.cos((share - 0.1) * 2 * Math.PI);
  }
}
