import { labelText } from './label-text.ts';
import { SCOPES, type Scope } from './metric-spec.ts';

/** Where series belong: one object a place, shared by all its series, so that its text is made once. */
export class LabelSet {
  readonly scope: Scope;
  readonly values: readonly string[];
  /** `site="a",station="b"`. */
  readonly text: string;
  /** Series of this place: `keys[i]` says which (metric and further labels), `rows[i]` where in its column. */
  keys: number[] = [];
  rows: number[] = [];
  /** Stream time, ms, at which one of its series last moved. */
  changedAt: number;

  constructor(scope: Scope, values: readonly string[], text: string, changedAt: number) {
    this.scope = scope;
    this.values = values;
    this.text = text;
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

  /** Gives back the room that growing took in advance: most sets have all their series from the start. */
  trim(): void {
    this.keys = this.keys.slice();
    this.rows = this.rows.slice();
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

/** All label sets, each once, in the order in which scopes and sets were first used. */
export class LabelSets {
  /** By their text, which is held by the set anyway. */
  readonly #sets = new Map<Scope, Map<string, LabelSet>>();

  /** The set, made when it is new. */
  intern(scope: Scope, values: readonly string[], now: number): LabelSet {
    const text = labelText(SCOPES[scope], values);
    let ofScope = this.#sets.get(scope);
    if (ofScope === undefined) {
      ofScope = new Map();
      this.#sets.set(scope, ofScope);
    }
    let set = ofScope.get(text);
    if (set === undefined) {
      set = new LabelSet(scope, values, text, now);
      ofScope.set(text, set);
    }
    return set;
  }

  find(scope: Scope, values: readonly string[]): LabelSet | undefined {
    return this.#sets.get(scope)?.get(labelText(SCOPES[scope], values));
  }

  delete(set: LabelSet): void {
    this.#sets.get(set.scope)?.delete(set.text);
  }

  /** Scope by scope. */
  *all(): Generator<LabelSet> {
    for (const ofScope of this.#sets.values()) yield* ofScope.values();
  }
}
