import { fnv1a } from './hash.ts';

/**
 * Seeded random numbers: sfc32 by Chris Doty-Humphrey (PractRand). Every station, driver and behaviour draws
 * from a stream of its own, found by name, so that adding one does not shuffle the others.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
    this.a = fnv1a(`${name}#a`);
    this.b = fnv1a(`${name}#b`);
    this.c = fnv1a(`${name}#c`);
    for (let round = 0; round < 15; round += 1) this.uint32();
  }

  /** A stream that depends on this stream's name only, not on what was drawn from it. */
  stream(name: string): Random {
    return new Random(`${this.name}/${name}`);
  }

  uint32(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  uniform(): number {
    return this.uint32() / 4294967296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number in [low, high]. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Heavy-tailed, by its median and the standard deviation of its logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.uniform() * choices.length)] ?? choices[0];
  }

  /** The first key whose share of the weights holds the draw. */
  weighted<T extends string>(weights: readonly (readonly [T, number])[], otherwise: T): T {
    let left = this.uniform() * weights.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of weights) {
      left -= weight;
      if (left < 0) return key;
    }
    return otherwise;
  }

  /** `digits` hexadecimal digits, upper case. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.uint32().toString(16).padStart(8, '0');
    return text.slice(0, digits).toUpperCase();
  }
}
