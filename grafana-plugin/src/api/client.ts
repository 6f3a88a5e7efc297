import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { PLUGIN_ID } from '../constants.ts';
import { toApiError } from './api-error.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const PROXY = `/api/plugin-proxy/${PLUGIN_ID}`;

const filled = (query: Query): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  );

/** `GET` through the plugin proxy, which adds the token of its route. Throws an ApiError. `path`: `api/v1/flows`. */
export async function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  try {
    const response = getBackendSrv().fetch<T>({
      url: `${PROXY}/${path}`,
      params: filled(query),
      showErrorAlert: false,
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    return (await lastValueFrom(response)).data;
  } catch (error) {
    throw toApiError(error);
  }
}

/** … the body as text: files to download. */
export async function getText(path: string, query: Query, accept: string): Promise<string> {
  try {
    const response = getBackendSrv().fetch<string>({
      url: `${PROXY}/${path}`,
      params: filled(query),
      headers: { Accept: accept },
      responseType: 'text',
      showErrorAlert: false,
    });
    return (await lastValueFrom(response)).data;
  } catch (error) {
    throw toApiError(error);
  }
}

export async function postJson<T>(
  path: string,
  data: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  try {
    const response = getBackendSrv().fetch<T>({
      url: `${PROXY}/${path}`,
      method: 'POST',
      data,
      headers,
      showErrorAlert: false,
    });
    return (await lastValueFrom(response)).data;
  } catch (error) {
    throw toApiError(error);
  }
}
