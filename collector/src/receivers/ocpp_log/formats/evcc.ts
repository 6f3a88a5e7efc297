import type { Arrival } from '../../../model/arrival.ts';
import { FrameLines, type TextLog } from '../frames/frame-lines.ts';
import type { LogProblem } from '../log-problem.ts';
import { stationName } from '../station-name.ts';
import type { LogClock } from '../time/log-clock.ts';
import type { LogFormat } from './format.ts';

/** `[ocpp  ] TRACE 2023/10/11 11:40:20 `, behind what Docker or the journal has put before it. */
const HEAD = /\[[\w-]+\s*\] (?:FATAL|ERROR|WARN|INFO|DEBUG|TRACE) (?=\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d)/;
const OCPP = new RegExp(HEAD.source.replace(String.raw`[\w-]+\s*`, String.raw`ocpp\s*`));
const MESSAGE = /(recv|received JSON message from|send|sent|sent JSON message to) (\S+):\s*$/;
const CONNECTION = /charge point (connected|disconnected): (\S+)\s*$/;

const fromHead = (line: string): string | null => {
  const head = HEAD.exec(line);
  return head === null ? null : line.slice(head.index + head[0].length);
};

const other = (line: string, clock: LogClock): Arrival | LogProblem => {
  const rest = fromHead(line);
  if (rest === null) return 'unknown_shape';
  const event = CONNECTION.exec(rest);
  const station = stationName(event?.[2]);
  if (event === null || station === undefined) return 'no_frame';
  const at = clock.find(rest)?.at;
  if (at === undefined) return 'bad_time';
  return {
    kind: 'connection',
    receivedAt: at,
    station,
    event: event[1] === 'connected' ? 'connect' : 'disconnect',
  };
};

const log: TextLog = {
  context: (before, _, clock) => {
    const message = MESSAGE.exec(before);
    if (message === null) return 'no_frame';
    return {
      at: clock.find(fromHead(before) ?? before)?.at ?? null,
      station: stationName(message[2]),
      said: message[1]?.startsWith('rec') === true ? 'from_station' : 'to_station',
    };
  },
  other,
};

/**
 * Trace lines of evcc (github.com/evcc-io/evcc, `log: trace` for `ocpp`): `recv <id>:` and `send <id>:` since 2024, before
 * that `sent <id>:`, `received JSON message from <id>:` and `sent JSON message to <id>:`. Times are local, without a zone.
 */
export const evcc: LogFormat = {
  name: 'evcc',
  title: 'evcc trace log',
  detect: (lines) =>
    lines.some((line) => OCPP.test(line)) ? 0.95 : lines.some((line) => HEAD.test(line)) ? 0.5 : 0,
  open: (settings, sample) => new FrameLines(log, settings, sample),
};
