import { hash } from 'node:crypto';

/** Deliveries that are remembered: more than a broker has under way at once. */
const MOST = 20_000;

/**
 * Which QoS 1 deliveries were taken in, so that one that the broker sends again, marked as such, is not taken twice. A packet
 * id is used again after its acknowledgement, so the content is part of the name.
 */
export class SeenMessages {
  readonly #seen = new Set<string>();

  /** Whether it was taken in before; if not, it is from now on. */
  take(packetId: number, topic: string, payload: Uint8Array, again: boolean): boolean {
    const key = `${packetId} ${hash('sha256', payload, 'base64')} ${topic}`;
    if (again && this.#seen.has(key)) return false;
    this.#seen.delete(key);
    this.#seen.add(key);
    if (this.#seen.size > MOST)
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    return true;
  }
}
