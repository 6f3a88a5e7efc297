import type { Arrival, Direction } from '../../../model/arrival.ts';
import { knownAction } from '../../../ocpp/known-actions.ts';
import type { FormatSettings } from '../formats/format.ts';
import { Directions } from '../frames/directions.ts';
import { parseJson } from '../frames/frame-in-text.ts';
import type { LogProblem } from '../log-problem.ts';
import { isStationName, stationName } from '../station-name.ts';
import { LogClock } from '../time/log-clock.ts';
import type { ColumnRole } from './columns.ts';

/** Reads what plays a role in one record; undefined when nothing does. */
export type Fields = (role: ColumnRole) => unknown;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const FROM_STATION = words(
  'fromstation cs cp chargepoint chargingstation chargingpoint chargebox station charger evse device in inbound incoming recv ' +
    'received receive rx from up upstream cpcsms cscsms cptocsms cstocsms cpcs cptocs stationtocsms chargertocsms',
);
const TO_STATION = words(
  'tostation csms centralsystem central server backend cms cpms system out outbound outgoing send sent sending tx to down ' +
    'downstream csmscp csmscs csmstocp csmstocs cscp cstocp csmstostation csmstocharger',
);
const TYPES: ReadonlyMap<string, number> = new Map(
  [
    [2, '2 call request req callrequest'],
    [3, '3 callresult result response resp res conf confirmation reply answer'],
    [4, '4 callerror error'],
    [6, '6 send'],
  ].flatMap(([type, names]) =>
    String(names)
      .split(' ')
      .map((name): [string, number] => [name, Number(type)]),
  ),
);

const plainWord = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')
    : '';

const directionOf = (value: unknown): Direction | null => {
  const word = plainWord(value);
  if (FROM_STATION.has(word)) return 'from_station';
  return TO_STATION.has(word) ? 'to_station' : null;
};

type Properties = Readonly<Record<string, unknown>>;

const isProperties = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `AuthorizeRequest`, `Authorize.conf`: the action, and the type that the ending names. */
function actionOf(value: unknown): { readonly action: string; readonly type: number | undefined } | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const text = value.trim();
  const ending = /[.\s]?(Request|Response|req|conf)$/i.exec(text);
  const stem = ending === null ? text : text.slice(0, ending.index);
  if (ending === null || knownAction(stem) !== stem) return { action: text, type: undefined };
  return { action: stem, type: TYPES.get(ending[1]?.toLowerCase() ?? '') };
}

/** Makes arrivals of the records of one table or document: rows with cells or objects with properties. */
export class MessageRecords {
  readonly #settings: FormatSettings;
  readonly #clock: LogClock;
  readonly #directions = new Directions();

  constructor(settings: FormatSettings) {
    this.#settings = settings;
    this.#clock = new LogClock(settings.zone);
  }

  /** The arrival of one record, or why it gives none. */
  arrival(fields: Fields): Arrival | LogProblem {
    const at = this.#clock.parse(fields('time'));
    if (at === null) return 'bad_time';
    const { station: given, fileStation } = this.#settings;
    const station = stationName(fields('station')) ?? given ?? fileStation;
    if (!isStationName(station)) return 'bad_station';
    const frame = this.#frame(fields, station);
    if (frame === 'missing_frame') return frame;
    const direction = this.#directions.of(station, frame, directionOf(fields('direction')));
    if (direction === null) return 'bad_direction';
    return { kind: 'frame', receivedAt: at, station, direction, frame };
  }

  #frame(fields: Fields, station: string): readonly unknown[] | null | 'missing_frame' {
    const given = fields('frame') ?? fields('payload');
    const text = typeof given === 'string' ? given.trim() : undefined;
    const body = text === undefined ? given : text === '' ? undefined : parseJson(text);
    if (Array.isArray(body)) return body;
    const made = this.#made(fields, body, station);
    // Text that should have been a frame and is none: an unreadable message, which is counted, and no bad line.
    return made ?? (text !== undefined && text.startsWith('[') ? null : 'missing_frame');
  }

  /** A frame of its parts; null where they are not enough. */
  #made(fields: Fields, body: unknown, station: string): readonly unknown[] | null {
    const id = stationName(fields('message_id'));
    if (id === undefined) return null;
    const action = actionOf(fields('action'));
    const payload = isProperties(body) ? body : {};
    const said = TYPES.get(plainWord(fields('type'))) ?? action?.type;
    const answers = this.#directions.isOpen(station, id);
    const isError = 'errorCode' in payload && 'errorDescription' in payload;
    const type = said ?? (answers ? (isError ? 4 : 3) : 2);
    if (type === 3) return [3, id, payload];
    if (type === 4) {
      const { errorCode = 'GenericError', errorDescription = '', errorDetails = {} } = payload;
      return [4, id, errorCode, errorDescription, errorDetails];
    }
    return action === null ? null : [type, id, action.action, payload];
  }
}
