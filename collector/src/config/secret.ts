import { inspect } from 'node:util';
import { z } from 'zod';

const HIDDEN = '[secret]';

/** A value that never prints: not in logs, JSON, templates or a debugger's inspection. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself; call it only where it goes on the wire. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

/** A password, token or key of a component's config. Users write it as `password` (best with `${env:X}`) or as `password_file`. */
export const secret = (): z.ZodPipe<
  z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodCustom<Secret, Secret>]>,
  z.ZodTransform<Secret, string | number | Secret>
> =>
  z
    .union([z.string(), z.number(), z.instanceof(Secret)])
    .transform((value) => (value instanceof Secret ? value : new Secret(String(value))));
