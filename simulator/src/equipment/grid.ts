import type { Random } from '../random/random.ts';

const HOUR_MS = 3_600_000;
const NOMINAL_V = 230;

/** The supply of a site: three phases, a breaker, and what comes in from outside. */
export class Grid {
  /** Share of its voltage that is left on each phase. */
  readonly left: [number, number, number] = [1, 1, 1];
  present = true;
  breakerClosed = true;
  private readonly bias: number;
  private readonly random: Random;
  private wander = 0;

  constructor(random: Random) {
    this.random = random;
    this.bias = random.between(-3, 4);
  }

  /** Slow changes that all phases share; call at every reading. */
  drift(): void {
    this.wander = this.wander * 0.97 + this.random.normal() * 0.35;
  }

  /** Volts of a phase before the breaker: lower in the evening, and never quite still. */
  volts(phase: 0 | 1 | 2, now: number): number {
    if (!this.present) return 0;
    const evening = 2.5 * Math.cos(((now / HOUR_MS - 19) / 12) * Math.PI);
    return this.left[phase] * (NOMINAL_V + this.bias + this.wander - evening) + this.random.normal() * 0.4;
  }

  get frequency(): number {
    return 50 + this.random.normal() * 0.01;
  }
}
