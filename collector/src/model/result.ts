/**
 * What went wrong at a boundary. `permanent`: the same input will fail again. `retryable`: the other side
 * was away or busy; `retryAfterMs` when it said for how long.
 */
export type Failure =
  | { readonly kind: 'permanent'; readonly message: string }
  | { readonly kind: 'retryable'; readonly message: string; readonly retryAfterMs?: number };

/** Expected failures are values: nothing of the collector throws across a folder's boundary. */
export type Result<T, E = Failure> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Wraps a value that was obtained. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** Wraps the reason why there is no value. */
export const failed = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** A failure that no retry will cure. */
export const permanent = (message: string): Failure => ({ kind: 'permanent', message });

/** A failure that may be gone next time. */
export const retryable = (message: string, retryAfterMs?: number): Failure =>
  retryAfterMs === undefined ? { kind: 'retryable', message } : { kind: 'retryable', message, retryAfterMs };
