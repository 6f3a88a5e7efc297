import type { Arrival } from '../../../model/arrival.ts';
import { FrameLines, type TextLog } from '../frames/frame-lines.ts';
import type { LogProblem } from '../log-problem.ts';
import { stationName } from '../station-name.ts';
import type { LogClock } from '../time/log-clock.ts';
import type { LogFormat } from './format.ts';

/** Bounded: what chargers write into a line must not make looking for it long. */
const SESSION = /\[chargeBoxId=([^[\]]{0,255}?),\s{0,8}sessionId=([^\]]{0,255})\]\s*/;
/** Spring's CloseStatus: `CloseStatus[code=1001, reason=null]`. */
const CLOSE_CODE = /code=(\d{3,5})/;

const connection = (line: string, clock: LogClock): Arrival | LogProblem => {
  const at = clock.find(line)?.at;
  const session = SESSION.exec(line);
  if (session === null) return at === undefined ? 'unknown_shape' : 'no_frame';
  const rest = line.slice(session.index + session[0].length);
  const event = /^Connection is (established|closed)/.exec(rest)?.[1];
  if (event === undefined) return 'no_frame';
  const station = stationName(session[1]);
  if (at === undefined || station === undefined) return at === undefined ? 'bad_time' : 'bad_station';
  const code = Number(CLOSE_CODE.exec(rest)?.[1] ?? NaN);
  return {
    kind: 'connection',
    receivedAt: at,
    station,
    event: event === 'established' ? 'connect' : 'disconnect',
    ...(event === 'closed' && Number.isInteger(code) && { code }),
    ...(session[2] !== undefined && session[2].length <= 64 && { connection: session[2] }),
  };
};

const log: TextLog = {
  context: (before, _, clock) => {
    const session = SESSION.exec(before);
    const word = /(Received|Sending):\s*$/.exec(before)?.[1];
    if (session === null || word === undefined) return 'no_frame';
    return {
      at: clock.find(before)?.at ?? null,
      station: stationName(session[1]),
      said: word === 'Received' ? 'from_station' : 'to_station',
    };
  },
  other: connection,
};

/**
 * The log of SteVe: its WebSocketLogger (github.com/steve-community/steve, de.rwth.idsg.steve.ocpp.ws.WebSocketLogger) in
 * the patterns of its log4j2.xml and logback.xml, with and without the thread; times are local and without a zone.
 */
export const steve: LogFormat = {
  name: 'steve',
  title: 'SteVe log',
  detect: (lines) => (lines.some((line) => SESSION.test(line)) ? 0.95 : 0),
  open: (settings, sample) => new FrameLines(log, settings, sample),
};
