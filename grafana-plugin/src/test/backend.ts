import { setBackendSrv, type BackendSrvRequest, type FetchError } from '@grafana/runtime';
import { of, throwError, type Observable } from 'rxjs';

/** An answer: a body, or a status that is an error with a body. */
export type Answer = { readonly body: unknown } | { readonly status: number; readonly body: unknown };

/** Lets the app talk to `answer` instead of Grafana; gives what was asked, in order. */
export const fakeBackend = (answer: (request: BackendSrvRequest) => Answer): BackendSrvRequest[] => {
  const asked: BackendSrvRequest[] = [];
  const fetch = (request: BackendSrvRequest): Observable<{ readonly data: unknown }> => {
    asked.push(request);
    const given = answer(request);
    if ('status' in given) {
      const error: FetchError = { status: given.status, data: given.body, config: request };
      return throwError(() => error);
    }
    return of({ data: given.body });
  };
  setBackendSrv(Object.assign(Object.create(null), { fetch }));
  return asked;
};
