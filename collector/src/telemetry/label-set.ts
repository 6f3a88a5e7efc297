import { labelText } from './label-text.ts';
import { SCOPES, type Scope } from './metric-spec.ts';

/** Where series belong: one object a place, shared by all its series, so that its text is made once. */
export class LabelSet {
  readonly scope: Scope;
  readonly values: readonly string[];
  /** `site="a",station="b"`. */
  readonly text: string;
  /** Series of this place: `keys[i]` says which (metric and further labels), `rows[i]` where in its column. */
  readonly keys: number[] = [];
  readonly rows: number[] = [];
  /** Stream time, ms, at which one of its series last moved. */
  changedAt: number;

  constructor(scope: Scope, values: readonly string[], changedAt: number) {
    this.scope = scope;
    this.values = values;
    this.text = labelText(SCOPES[scope], values);
    this.changedAt = changedAt;
  }

  /** Row of the series, -1 when there is none. */
  rowOf(key: number): number {
    const at = this.keys.indexOf(key);
    return at < 0 ? -1 : (this.rows[at] ?? -1);
  }

  add(key: number, row: number): void {
    this.keys.push(key);
    this.rows.push(row);
  }

  move(key: number, row: number): void {
    this.rows[this.keys.indexOf(key)] = row;
  }

  remove(key: number): void {
    const at = this.keys.indexOf(key);
    if (at < 0) return;
    this.keys.splice(at, 1);
    this.rows.splice(at, 1);
  }
}

const identity = (scope: Scope, values: readonly string[]): string =>
  `${scope}\u0000${values.join('\u0000')}`;

/** All label sets, each once, in the order in which they were first used. */
export class LabelSets {
  readonly #sets = new Map<string, LabelSet>();

  /** The set, made when it is new. */
  intern(scope: Scope, values: readonly string[], now: number): LabelSet {
    const id = identity(scope, values);
    let set = this.#sets.get(id);
    if (set === undefined) {
      set = new LabelSet(scope, values, now);
      this.#sets.set(id, set);
    }
    return set;
  }

  find(scope: Scope, values: readonly string[]): LabelSet | undefined {
    return this.#sets.get(identity(scope, values));
  }

  delete(set: LabelSet): void {
    this.#sets.delete(identity(set.scope, set.values));
  }

  all(): IterableIterator<LabelSet> {
    return this.#sets.values();
  }
}
