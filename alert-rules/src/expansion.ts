import type { Params } from './params.ts';

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** Fills in placeholders and remembers which params were used and which names nobody knows. */
export class Placeholders {
  readonly #params: Params;
  readonly used = new Set<string>();
  readonly unknown = new Set<string>();

  constructor(params: Params) {
    this.#params = params;
  }

  /** Fills in `${section.name}` from the params and `${word}` from a row of `for_each`. */
  fill(text: string, row: Readonly<Record<string, string>>): string {
    return text.replace(PLACEHOLDER, (whole, name: string) => {
      const value = name.includes('.') ? this.#params.get(name) : row[name];
      if (value === undefined) {
        this.unknown.add(name);
        return whole;
      }
      if (name.includes('.')) this.used.add(name);
      return value.includes('${') ? this.fill(value, row) : value;
    });
  }

  /** The values of a map filled in. */
  fillMap(
    map: Readonly<Record<string, string>>,
    row: Readonly<Record<string, string>>,
  ): Record<string, string> {
    return Object.fromEntries(Object.entries(map).map(([key, text]) => [key, this.fill(text, row)]));
  }
}
