import type { IdentityHash } from './identity-hash.ts';
import { isHashed } from './identity.ts';
import { isSensitiveProperty, isSensitiveVariable } from './sensitive-names.ts';
import { isObject, isSigned, SIGNED } from './signed-values.ts';

const DEEPEST = 16;
const MOST_VALUES = 20_000;
const MOST_IDENTITIES = 32;
/** Shorter ones are found in half of all texts. */
const SHORTEST_IDENTITY = 4;
const LONGEST_IDENTITY = 64;

/** Inside a hidden object these only say what kind of thing is hidden. */
const KINDS = new Set(['type', 'status', 'hashAlgorithm', 'certificateType']);
/** Where a variable's value stands beside its name (2.x). */
const VARIABLE_VALUES = new Set(['attributeValue', 'actualValue', 'variableAttribute', 'value']);
const METER_VALUES = new Set(['meterValue', 'transactionData', 'sampledValue']);

type JsonObject = Readonly<Record<string, unknown>>;

const nameOfVariable = (object: JsonObject): unknown =>
  isObject(object['variable']) ? object['variable']['name'] : undefined;

/** Hides what names a person, a vehicle, a SIM or a secret in one frame; works on copies, and only where it must. */
export class Redactor {
  /** The identities that were hidden, as they stood in the frame. */
  readonly identities: string[] = [];
  private readonly hash: IdentityHash;
  private left = MOST_VALUES;

  constructor(hash: IdentityHash) {
    this.hash = hash;
  }

  /** `value` without identities. What lies too deep or comes too late in a huge frame becomes null. */
  redact(value: unknown, depth = 0): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST || this.left <= 0) return null;
    if (Array.isArray(value)) return this.mapArray(value, (item) => this.redact(item, depth + 1));
    return isObject(value) ? this.redactObject(value, depth) : null;
  }

  /** A text replaced by its hash; empty and already hashed ones stay. */
  hideText(text: string): string {
    if (text === '' || isHashed(text)) return text;
    const isIdentity = text.length >= SHORTEST_IDENTITY && text.length <= LONGEST_IDENTITY;
    if (isIdentity && this.identities.length < MOST_IDENTITIES) this.identities.push(text);
    return this.hash(text);
  }

  private redactObject(object: JsonObject, depth: number): unknown {
    const key = object['key'];
    const variable = nameOfVariable(object);
    const hidesValue = typeof key === 'string' && isSensitiveVariable(key);
    const hidesVariable = typeof variable === 'string' && isSensitiveVariable(variable);
    const isSignedValue = object['format'] === 'SignedData';
    return this.mapObject(object, (name, value) => {
      if (isSensitiveProperty(name)) return this.hide(value, depth + 1);
      if (name === 'signedMeterValue' || (isSignedValue && name === 'value')) return SIGNED;
      if (hidesValue && name === 'value') return this.hide(value, depth + 1);
      if (hidesVariable && VARIABLE_VALUES.has(name)) return this.hide(value, depth + 1);
      if (METER_VALUES.has(name) && !isSigned(value)) return value;
      return this.redact(value, depth + 1);
    });
  }

  private hide(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.hideText(value);
    if (typeof value === 'number') return this.hideText(String(value));
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST || this.left <= 0) return null;
    if (Array.isArray(value)) return this.mapArray(value, (item) => this.hide(item, depth + 1));
    if (!isObject(value)) return null;
    return this.mapObject(value, (name, inner) => (KINDS.has(name) ? inner : this.hide(inner, depth + 1)));
  }

  private mapArray(array: readonly unknown[], map: (item: unknown) => unknown): readonly unknown[] {
    let copy: unknown[] | null = null;
    for (let index = 0; index < array.length; index += 1) {
      this.left -= 1;
      const mapped = this.left < 0 ? null : map(array[index]);
      if (mapped !== array[index]) (copy ??= [...array])[index] = mapped;
    }
    return copy ?? array;
  }

  private mapObject(object: JsonObject, map: (name: string, value: unknown) => unknown): JsonObject {
    let copy: Record<string, unknown> | null = null;
    for (const name of Object.keys(object)) {
      this.left -= 1;
      const value = object[name];
      const mapped = this.left < 0 ? null : map(name, value);
      if (mapped !== value) (copy ??= { ...object })[name] = mapped;
    }
    return copy ?? object;
  }
}
