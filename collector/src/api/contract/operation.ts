import type { Static, TObject, TSchema } from 'typebox';
import type { Role } from './service.ts';

/** One operation of the API: what may be asked, by whom, and what is answered. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, with `:names`. */
  readonly path: string;
  /** The least role that may; null: anybody. */
  readonly role: Role | null;
  readonly tag: string;
  readonly summary: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  readonly answer: TSchema;
  /** Also answers `text/csv`, by `Accept` or by `.csv` behind the path. */
  readonly csv?: true;
  /** Changes something: needs `If-Match`, takes `Idempotency-Key`. */
  readonly changes?: true;
}

type Read<S> = S extends TSchema ? Static<S> : Record<never, never>;

/** What a handler of an operation is given, checked. */
export interface Asked<O extends Operation> {
  readonly params: Read<O['params']>;
  readonly query: Read<O['query']>;
  readonly body: Read<O['body']>;
}

type Immutable<T> = T extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** What an operation answers. */
export type Answer<O extends Operation> = Immutable<Static<O['answer']>>;
