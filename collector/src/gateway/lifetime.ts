import type { Socket } from 'node:net';

/** The sockets of one connection. It stays in `all`, and counts against the limit, until the last of them is closed. */
export class Lifetime {
  readonly #all: Set<Lifetime>;
  readonly #sockets = new Set<Socket>();

  constructor(all: Set<Lifetime>) {
    this.#all = all;
    all.add(this);
  }

  hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#all.delete(this);
    });
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
