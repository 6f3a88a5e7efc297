import { labelText } from './label-text.ts';
import { SCOPES, type Scope } from './metric-spec.ts';

/** Sets up to this size are grown to measure: most have few series, and `push` would reserve room for many. */
const SMALL = 32;

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
    if (this.keys.length < SMALL) {
      this.keys = this.keys.concat(key);
      this.rows = this.rows.concat(row);
    } else {
      this.keys.push(key);
      this.rows.push(row);
    }
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

const SCOPE_NAMES = Object.keys(SCOPES).filter((name): name is Scope => name in SCOPES);

/** All label sets, each once, scope by scope and then in the order in which they were first used. */
export class LabelSets {
  /** By their text, which is held by the set anyway. Every scope from the start, so that their order is fixed. */
  readonly #sets: Readonly<Record<Scope, Map<string, LabelSet>>> = {
    fleet: new Map(),
    component: new Map(),
    site: new Map(),
    cohort: new Map(),
    station: new Map(),
    connector: new Map(),
    charge: new Map(),
    link: new Map(),
    terminal: new Map(),
    info: new Map(),
  };

  /** The set, made when it is new. */
  intern(scope: Scope, values: readonly string[], now: number): LabelSet {
    const text = labelText(SCOPES[scope], values);
    let set = this.#sets[scope].get(text);
    if (set === undefined) {
      set = new LabelSet(scope, values, text, now);
      this.#sets[scope].set(text, set);
    }
    return set;
  }

  find(scope: Scope, values: readonly string[]): LabelSet | undefined {
    return this.#sets[scope].get(labelText(SCOPES[scope], values));
  }

  delete(set: LabelSet): void {
    this.#sets[set.scope].delete(set.text);
  }

  *all(): Generator<LabelSet> {
    for (const scope of SCOPE_NAMES) yield* this.#sets[scope].values();
  }
}
