import { findFrame } from '../frames/frame-in-text.ts';
import { FrameLines, type TextLog } from '../frames/frame-lines.ts';
import { readWords } from '../frames/line-words.ts';
import { LogClock } from '../time/log-clock.ts';
import type { LogFormat } from './format.ts';

const log: TextLog = {
  context: (before, after, clock) => {
    const inBefore = clock.find(before);
    const inAfter = inBefore === null ? clock.find(after) : null;
    const without = (text: string, time: { from: number; to: number } | null): string =>
      time === null ? text : `${text.slice(0, time.from)} ${text.slice(time.to)}`;
    return {
      at: (inBefore ?? inAfter)?.at ?? null,
      ...readWords(without(before, inBefore), without(after, inAfter)),
    };
  },
  other: (line, clock) => (clock.find(line) === null ? 'unknown_shape' : 'no_frame'),
  guessesStation: true,
};

/**
 * Any text with a time and an OCPP-J frame on its line: `2026-11-01T10:00:00.123Z CS-1 > [2,…]`. Also what OCTT
 * (`[2024-05-17T09:20:43:732] [msg-in] [2,…]`, as in INL's example_log.log) and Alfen chargers
 * (`2023-12-31T14:53:18.082Z:COM:ocpp_rpc.c:681:-> [2,…`, wrapped) write. The station is the word beside the arrow or the
 * word for the direction, or follows `station=`, `chargeBoxId=` and the like; without one it is the file's name.
 */
export const plain: LogFormat = {
  name: 'plain',
  title: 'text with a time and a frame on each line',
  detect: (lines) => {
    const clock = new LogClock('UTC', lines);
    const fits = (line: string): boolean => {
      const found = findFrame(line);
      return found !== null && (clock.find(found.before) ?? clock.find(found.after)) !== null;
    };
    return lines.some(fits) ? 0.4 : lines.some((line) => findFrame(line) !== null) ? 0.1 : 0;
  },
  open: (settings, sample) => new FrameLines(log, settings, sample),
};
