import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import type { GatewayRecord } from '@firstcharge/collector/gateway/record.ts';
import type { Random } from '@firstcharge/simulator/random/random.ts';
import { Canaries } from './canaries.ts';
import { mutate, type MutationName } from './mutations.ts';
import type { Talk } from './talks.ts';

/** What a gateway might hand on, and how it was spoilt. */
export interface Hostile {
  readonly record: GatewayRecord;
  readonly mutation: MutationName | 'text' | 'socket';
}

const PROTOCOLS = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1', 'ocpp2.2', 'nonsense'] as const;
const LATEST_FRAMES = 200;
const DAY_MS = 86_400_000;

/**
 * Endless: valid conversations, one after the other on the same few stations, with messages spoilt, doubled, replayed,
 * swapped and sent by another version, and sockets that come and go. Time goes on, mostly.
 */
export class HostileStream {
  readonly #talks: readonly [Talk, ...Talk[]];
  readonly #random: Random;
  readonly #stations: number;
  readonly #latest: (readonly [text: string, direction: 'from_station' | 'to_station'])[] = [];
  readonly #canaries = new Canaries();
  #now: number;
  #sequence = 0;

  constructor(talks: readonly Talk[], random: Random, stations: number, start: number) {
    const [first = [], ...rest] = talks;
    this.#talks = [first, ...rest];
    this.#random = random;
    this.#stations = stations;
    this.#now = start;
  }

  *records(): Generator<Hostile, never, void> {
    for (;;) yield* this.#conversation(this.#random.pick(this.#talks));
  }

  *#conversation(talk: Talk): Generator<Hostile, void, void> {
    const random = this.#random;
    const station = `FUZZ-${random.integer(1, this.#stations)}`;
    const plain = random.pick([0, 0.2, 0.5, 0.9, 1]);
    const messy = random.pick([0, 0, 0.05, 0.3]);
    let last = talk[0]?.receivedAt ?? 0;
    let held: Hostile | null = null;
    for (const arrival of talk) {
      const shift = random.chance(0.002) ? random.integer(-DAY_MS, DAY_MS) : 0;
      this.#now += Math.max(-60_000, Math.min(DAY_MS, arrival.receivedAt - last + shift));
      last = arrival.receivedAt;
      for (const hostile of this.#spoilt(arrival, station, plain, messy)) {
        if (held !== null) {
          yield hostile;
          yield held;
          held = null;
        } else if (random.chance(messy / 2)) held = hostile;
        else yield hostile;
      }
    }
    if (held !== null) yield held;
  }

  *#spoilt(arrival: Arrival, station: string, plain: number, messy: number): Generator<Hostile, void, void> {
    const random = this.#random;
    if (random.chance(messy / 4)) yield this.#socket(station);
    if (random.chance(0.0005)) yield this.#gap();
    if (arrival.kind === 'connection') {
      yield this.#socket(
        station,
        arrival.event === 'disconnect' ? 'disconnect' : 'connect',
        arrival.protocol,
      );
      return;
    }
    if (arrival.kind !== 'frame' || arrival.frame === null) return;
    const { text, name } = mutate(arrival.frame, random, this.#canaries, plain);
    const direction = random.chance(messy / 20) ? 'to_station' : arrival.direction;
    yield this.#text(station, text, direction, name);
    if (random.chance(messy)) yield this.#text(station, text, direction, name);
    if (random.chance(messy)) {
      const [old, way] = this.#latest[random.integer(0, this.#latest.length - 1)] ?? [text, direction];
      yield this.#text(station, old, way, 'none');
    }
    this.#latest.push([text, direction]);
    if (this.#latest.length > LATEST_FRAMES) this.#latest.shift();
  }

  #text(
    station: string,
    text: string,
    direction: 'from_station' | 'to_station',
    mutation: Hostile['mutation'],
  ): Hostile {
    return {
      mutation,
      record: { kind: 'message', ...this.#about(station), direction, raw: Buffer.from(text) },
    };
  }

  #socket(
    station: string,
    event: 'connect' | 'disconnect' = this.#random.pick(['connect', 'disconnect']),
    protocol?: string,
  ): Hostile {
    const about = this.#about(station);
    const spoken = this.#random.chance(0.1) ? this.#random.pick(PROTOCOLS) : (protocol ?? null);
    const record: GatewayRecord =
      event === 'connect'
        ? { kind: 'connect', ...about, protocol: spoken, remote: null }
        : { kind: 'disconnect', ...about, code: this.#random.pick([1000, 1006, 4000]), by: null };
    return { mutation: 'socket', record };
  }

  #gap(): Hostile {
    this.#sequence += 1;
    const sequence = this.#sequence;
    return {
      mutation: 'socket',
      record: {
        kind: 'gap',
        sequence,
        receivedAt: Math.round(this.#now),
        from: sequence,
        to: sequence,
        count: 1,
      },
    };
  }

  #about(station: string) {
    this.#sequence += 1;
    const connection = 1 + (this.#sequence % 7);
    return { sequence: this.#sequence, receivedAt: Math.round(this.#now), station, connection };
  }
}
