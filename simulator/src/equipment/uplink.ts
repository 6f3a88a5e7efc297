import type { Random } from '../random/random.ts';

/** A router or a SIM, as whoever watches it sees it. */
export class Uplink {
  readonly id: string;
  readonly kind: 'router' | 'sim';
  /** It answers, or is registered in a network. */
  up = true;
  session = true;
  /** What the radio has lost, dB. */
  faded = 0;
  private readonly rsrp: number;
  private readonly seconds: number;
  private readonly random: Random;

  constructor(id: string, kind: 'router' | 'sim', random: Random) {
    this.id = id;
    this.kind = kind;
    this.random = random;
    this.rsrp = random.between(-97, -78);
    this.seconds = random.between(0.03, 0.07);
  }

  get rsrpDbm(): number {
    return this.rsrp - this.faded + this.random.normal() * 1.8;
  }

  get sinrDb(): number {
    return 14 - this.faded * 0.55 + this.random.normal() * 2;
  }

  get latencySeconds(): number {
    return this.seconds * this.random.lognormal(1 + Math.max(0, this.faded - 12) / 6, 0.25);
  }
}
