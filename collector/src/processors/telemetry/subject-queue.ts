import { DeadlineQueue } from '../deadline-queue.ts';

/** Kinds of subject that something falls due for. */
export type Group = 'station' | 'link' | 'modem' | 'terminal' | 'site';

/** Something that fell due: what exactly is for the subject to say. */
export interface Due {
  readonly group: Group;
  readonly id: string;
  readonly at: number;
}

/** When subjects are to be looked at: each at its earliest time; one that moves later is put right when it comes up. */
export class SubjectQueue {
  readonly #queue = new DeadlineQueue();
  readonly #queued: Readonly<Record<Group, Map<string, number>>> = {
    station: new Map(),
    link: new Map(),
    modem: new Map(),
    terminal: new Map(),
    site: new Map(),
  };

  /** Infinity: nothing will fall due. */
  push(group: Group, id: string, at: number): void {
    if (at === Infinity || at >= (this.#queued[group].get(id) ?? Infinity)) return;
    this.#queued[group].set(id, at);
    this.#queue.push(at, `${group} ${id}`);
  }

  /** Takes the earliest that is due by `now`; null when none is. */
  take(now: number): Due | null {
    for (let due = this.#queue.peek(); due && due.at <= now; due = this.#queue.peek()) {
      this.#queue.pop();
      const cut = due.id.indexOf(' ');
      const name = due.id.slice(0, cut);
      const id = due.id.slice(cut + 1);
      const group = GROUPS.find((one) => one === name);
      // An earlier time has taken its place.
      if (group === undefined || this.#queued[group].get(id) !== due.at) continue;
      this.#queued[group].delete(id);
      return { group, id, at: due.at };
    }
    return null;
  }
}

const GROUPS: readonly Group[] = ['station', 'link', 'modem', 'terminal', 'site'];
