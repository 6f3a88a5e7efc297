import { failed, ok, permanent } from '../model/result.ts';
import type { Result } from '../model/result.ts';

/** A station as its request names it: the id, and the path that it was found in, byte for byte. */
export interface StationPath {
  readonly station: string;
  /** The path segment as sent, percent escapes and all, for the upstream's URL. */
  readonly segment: string;
  /** The whole path as sent, without query. */
  readonly path: string;
  /** `?…` as sent, or empty. */
  readonly query: string;
}

/** Why a request's path names no station. */
export type StationPathFault = 'bad_path' | 'bad_station';

/** Reads the station out of a request target. */
export type ReadStationPath = (target: string) => Result<StationPath, StationPathFault>;

// OCPP's identifierString (OCPP 2.0.1 part 2, 3.1), at most 48 characters (OCPP 2.0.1 part 2, B01 and 1.6J 3.1.1).
const STATION_ID = /^[A-Za-z0-9*\-_=:+|@.]{1,48}$/;
const PLAIN_TARGET = /^\/[\x21-\x7e]*$/;
const UNSAFE_SEGMENT = /[/\\]|\p{Cc}/u;

/** Percent-decodes once; null when an escape is broken or the result could climb out of its place in a path. */
function decodeSegment(segment: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    return null;
  }
  return decoded === '.' || decoded === '..' || UNSAFE_SEGMENT.test(decoded) ? null : decoded;
}

/** Checks a pattern such as `/ocpp/{station}`; without pattern the last path segment is the station. */
export function parseStationPattern(pattern?: string): Result<ReadStationPath> {
  const wanted = pattern?.split('/');
  const place = wanted?.indexOf('{station}') ?? -1;
  if (wanted !== undefined && (wanted[0] !== '' || place < 1 || wanted.lastIndexOf('{station}') !== place)) {
    return failed(
      permanent('a path pattern begins with / and has one whole segment {station}: /ocpp/{station}'),
    );
  }
  return ok((target) => {
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.slice(0, mark);
    const segments = path.split('/');
    if (!PLAIN_TARGET.test(target) || target.includes('#')) return failed('bad_path');
    const fits =
      wanted === undefined ||
      (segments.length === wanted.length &&
        wanted.every((part, index) => index === place || part === segments[index]));
    if (!fits) return failed('bad_path');
    const decoded = segments.map(decodeSegment);
    if (decoded.includes(null)) return failed('bad_station');
    const at = wanted === undefined ? segments.length - 1 : place;
    const station = decoded[at] ?? '';
    if (!STATION_ID.test(station) || station.includes('..')) return failed('bad_station');
    return ok({ station, segment: segments[at] ?? '', path, query: mark < 0 ? '' : target.slice(mark) });
  });
}
