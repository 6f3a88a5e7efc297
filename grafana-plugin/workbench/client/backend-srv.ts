import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { from, lastValueFrom, type Observable } from 'rxjs';

const search = (params: Record<string, unknown> | undefined): string => {
  const pairs = Object.entries(params ?? {}).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [value].flat().map((one) => [name, String(one)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
};

async function send<T>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
  const url = `${options.url.startsWith('/') ? '' : '/'}${options.url}${search(options.params)}`;
  const method = options.method ?? 'GET';
  const hasBody = options.data !== undefined && options.data !== null;
  const headers = new Headers(options.headers);
  // Names of headers have no case: what the app asks for itself is not asked for twice.
  if (!headers.has('accept')) headers.set('accept', 'application/json, text/plain, */*');
  if (hasBody && !headers.has('content-type')) headers.set('content-type', 'application/json');
  const answer = await fetch(url, {
    method,
    headers,
    body: hasBody ? JSON.stringify(options.data) : null,
    signal: options.abortSignal ?? null,
  });
  const isJson = (answer.headers.get('content-type') ?? '').includes('json');
  const data =
    options.responseType === 'blob'
      ? await answer.blob()
      : isJson && options.responseType !== 'text'
        ? await answer.json()
        : await answer.text();
  const { ok, status, statusText, redirected, type } = answer;
  if (!ok) {
    const error: FetchError = { status, statusText, data, config: options, traceId: undefined };
    throw error;
  }
  return { data, ok, status, statusText, headers: answer.headers, redirected, type, url, config: options };
}

const get =
  <T>(method: string) =>
  async (url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> =>
    (
      await send<T>({
        ...options,
        method,
        url,
        ...(method === 'GET' ? { params: Object(data ?? {}) } : { data }),
      })
    ).data;

/** Core's BackendSrv, as far as plugins need it. */
export const backendSrv: BackendSrv = {
  fetch: <T>(options: BackendSrvRequest): Observable<FetchResponse<T>> => from(send<T>(options)),
  chunked: () => {
    throw new Error('The workbench does not stream.');
  },
  get: (url, params, _requestId, options) => get<never>('GET')(url, params, options),
  post: (url, data, options) => get<never>('POST')(url, data, options),
  put: (url, data, options) => get<never>('PUT')(url, data, options),
  patch: (url, data, options) => get<never>('PATCH')(url, data, options),
  delete: (url, data, options) => get<never>('DELETE')(url, data, options),
  request: async (options) => (await lastValueFrom(backendSrv.fetch<never>(options))).data,
  datasourceRequest: (options) => lastValueFrom(backendSrv.fetch<never>(options)),
};
