import { isFetchError } from '@grafana/runtime';

export const API_ERROR_KINDS = [
  'not_connected',
  'refused_token',
  'no_permission',
  'not_found',
  'invalid',
  'failed',
] as const;
/** What is wrong, as far as a reader can do something about it. */
export type ApiErrorKind = (typeof API_ERROR_KINDS)[number];

/** A request that came back without what was asked for. `detail` is the API's own sentence, '' where it gave none. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly status: number;
  readonly detail: string;

  constructor(kind: ApiErrorKind, status: number, detail: string) {
    super(detail === '' ? kind : detail);
    this.kind = kind;
    this.status = status;
    this.detail = detail;
  }
}

const kindOf = (status: number): ApiErrorKind => {
  if (status === 401) return 'refused_token';
  if (status === 403) return 'no_permission';
  if (status === 404) return 'not_found';
  if (status === 400 || status === 422) return 'invalid';
  return status === 0 || status === 502 || status === 503 || status === 504 ? 'not_connected' : 'failed';
};

const sentence = (data: unknown): string => {
  if (typeof data !== 'object' || data === null) return '';
  for (const name of ['detail', 'title', 'message']) {
    const found: unknown = Reflect.get(data, name);
    if (typeof found === 'string' && found !== '') return found;
  }
  return '';
};

/** Whatever was thrown by a request, as an ApiError. */
export const toApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  if (isFetchError(error)) return new ApiError(kindOf(error.status), error.status, sentence(error.data));
  return new ApiError('not_connected', 0, error instanceof Error ? error.message : '');
};

/** Asking again will not help. */
export const isLasting = (error: unknown): boolean => {
  const { kind } = toApiError(error);
  return kind !== 'not_connected' && kind !== 'failed';
};
