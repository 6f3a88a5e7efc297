import type { Random } from '@firstcharge/simulator/random/random.ts';

/** What no output may hold, however it is written. */
const CANARY = /kanari|wkanare|8949009009009/i;
/** How many of the cards that were presented are written into later texts. */
const MOST = 50;

/** Whether an output holds a canary. */
export const sings = (text: string): boolean => CANARY.test(text);

/** Identities that belong to nobody: cards that stations present, and numbers of vehicles and SIMs. */
export class Canaries {
  readonly #presented: string[] = [];

  /** A card that is about to be presented. */
  present(random: Random): string {
    const card = `KANARI7${random.hex(6)}`;
    this.#presented.push(card);
    if (this.#presented.length > MOST) this.#presented.shift();
    return card;
  }

  /** A card that was presented before; a vehicle or a SIM until then. */
  card(random: Random): string {
    return this.#presented[random.integer(0, MOST - 1)] ?? this.shaped(random);
  }

  /** A VIN or an ICCID: its shape alone tells what it is. */
  shaped(random: Random): string {
    return random.chance(0.5)
      ? `WKANARE0${random.integer(100_000_000, 999_999_999)}`
      : `8949009009009${random.integer(100_000, 999_999)}`;
  }
}
