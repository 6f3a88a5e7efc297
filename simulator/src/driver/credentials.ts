import { credentialStatus } from '../cpms/credentials.ts';
import type { Random } from '../random/random.ts';

/** The cards of the people who come to a site. A card is with one driver at a time. */
export class CredentialPool {
  private readonly welcome: string[];
  private readonly refused: string[];
  private readonly away = new Set<string>();

  constructor(random: Random, size: number) {
    this.welcome = Array.from({ length: size }, () => mint(random, true));
    this.refused = Array.from({ length: Math.max(20, size >> 2) }, () => mint(random, false));
  }

  /** A card that nobody uses just now. */
  take(random: Random, refused: boolean): string {
    const cards = refused ? this.refused : this.welcome;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const card = cards[random.integer(0, cards.length - 1)];
      if (card !== undefined && !this.away.has(card)) {
        this.away.add(card);
        return card;
      }
    }
    return mint(random, !refused);
  }

  giveBack(card: string): void {
    this.away.delete(card);
  }
}

function mint(random: Random, welcome: boolean): string {
  for (;;) {
    const card = random.hex(14);
    if ((credentialStatus(card) === 'Accepted') === welcome) return card;
  }
}
