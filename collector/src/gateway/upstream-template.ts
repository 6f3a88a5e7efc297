import { failed, ok, permanent } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import type { StationPath } from './station-path.ts';

/** Where to dial and which request target to ask for. */
export interface UpstreamTemplate {
  readonly tls: boolean;
  readonly host: string;
  readonly port: number;
  /** The `Host` header of the upstream itself. */
  readonly authority: string;
  /** The request target for one station, the query of the station's request passed on. */
  target(from: StationPath): string;
}

const TEMPLATE = /^(wss?):\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?(\/[\x21-\x7e]*|\{path\})$/;

/**
 * Reads an upstream URL such as `ws://cpms:9000/ocpp/{station}`. `{path}` instead of a path stands for the path of
 * the station's own request. Host and port are fixed, so that no station id can choose whom we talk to.
 */
export function parseUpstreamTemplate(url: string): Result<UpstreamTemplate> {
  const [, scheme = '', host = '', digits, rest = ''] = TEMPLATE.exec(url) ?? [];
  const named = rest === '{path}' || rest.split('{station}').length === 2;
  const tls = scheme === 'wss';
  const port = digits === undefined ? (tls ? 443 : 80) : Number(digits);
  if (host === '' || !named || rest.includes('#') || port < 1 || port > 65_535) {
    return failed(
      permanent(
        'an upstream is a ws:// or wss:// URL with {station} in its path: ws://cpms:9000/ocpp/{station}',
      ),
    );
  }
  return ok({
    tls,
    host: host.replace(/^\[|\]$/g, ''),
    port,
    authority: digits === undefined ? host : `${host}:${digits}`,
    target: ({ segment, path, query }) => {
      if (rest === '{path}') return path + query;
      const filled = rest.replace('{station}', () => segment);
      return filled.includes('?') ? filled + query.replace('?', '&') : filled + query;
    },
  });
}
