import { decodeArrival } from '../../../signal-log/arrival-line.ts';
import { parseJson } from '../frames/frame-in-text.ts';
import { lineByLine, type LogFormat } from './format.ts';

/** Properties by which one line shows what the log is; journals begin with a mark of their own. */
const OURS = /"(?:receivedAt|journal|commit)"\s*:/;

const isOurs = (line: string): boolean => {
  if (!OURS.test(line)) return false;
  const value = parseJson(line);
  return (
    typeof value === 'object' &&
    value !== null &&
    ('receivedAt' in value || 'journal' in value || 'commit' in value)
  );
};

/** The collector's own format, one arrival a line: what the journal writes and what the README describes. */
export const jsonl: LogFormat = {
  name: 'jsonl',
  title: 'Firstcharge JSONL',
  detect: (lines) => (lines.some(isOurs) ? 1 : 0),
  open: () => lineByLine(decodeArrival),
};
