import type { Arrival } from '../../../model/arrival.ts';
import { findFrame } from '../frames/frame-in-text.ts';
import { FrameLines, LONGEST_CONTEXT, type TextLog } from '../frames/frame-lines.ts';
import type { LogProblem } from '../log-problem.ts';
import { stationName } from '../station-name.ts';
import type { LogClock } from '../time/log-clock.ts';
import type { LogFormat } from './format.ts';

/** `[ocpp] CS-1: receive message`, and with other formatters `ocpp - INFO - CS-1: send`, `INFO:ocpp:CS-1: send`. */
const MESSAGE =
  /\bocpp\b\]?[\s:|-]+(?:(?:DEBUG|INFO|WARNING|ERROR)[\s:|-]+)?(\S.*?): (receive message|send)\s*$/;

const other = (line: string, clock: LogClock): Arrival | LogProblem =>
  clock.find(line) === null ? 'unknown_shape' : 'no_frame';

const log: TextLog = {
  context: (before, _, clock) => {
    // Its other loggers repeat frames: `[websockets.server] < TEXT '[2,…'`.
    const message = MESSAGE.exec(before);
    if (message === null) return 'no_frame';
    return {
      at: clock.find(before)?.at ?? null,
      station: stationName(message[1]),
      said: message[2] === 'send' ? 'to_station' : 'from_station',
    };
  },
  other,
};

const isMessage = (line: string): boolean =>
  MESSAGE.test((findFrame(line)?.before ?? '').slice(-LONGEST_CONTEXT));

/**
 * The log of Home Assistant with github.com/lbbrhzn/ocpp, and of whatever else logs through the Python library
 * github.com/mobilityhouse/ocpp (`<id>: receive message <frame>`, `<id>: send <frame>`). Frames that a charger has sent
 * pretty-printed go over several lines. Home Assistant writes local times without a zone.
 */
export const homeAssistant: LogFormat = {
  name: 'home_assistant',
  title: 'Home Assistant or Python ocpp log',
  detect: (lines) => (lines.some(isMessage) ? 0.9 : 0),
  open: (settings, sample) => new FrameLines(log, settings, sample),
};
