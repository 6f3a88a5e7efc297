import type { Socket } from 'node:net';

/** The sockets of one connection. It stays in `all`, and counts against the limit, until the last of them is closed. */
export class Lifetime {
  readonly #all: Set<Lifetime>;
  readonly #sockets: Socket[] = [];
  #open = 0;

  constructor(all: Set<Lifetime>) {
    this.#all = all;
    all.add(this);
  }

  /** Adds a socket that is not closed yet. */
  hold(socket: Socket): void {
    this.#sockets.push(socket);
    this.#open++;
    socket.once('close', () => {
      if (--this.#open === 0) this.#all.delete(this);
    });
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
