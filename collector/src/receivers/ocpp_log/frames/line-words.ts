import type { Direction } from '../../../model/arrival.ts';
import { stationName } from '../station-name.ts';

/** Words of a log line that are no station's name. */
const NOISE =
  /^(?:trace|debug|info|notice|warn(?:ing)?|error|fatal|ocpp-?j?(?:[12]\.\d(?:\.\d)?j?)?|wss?|web-?socket|messages?|msg|frame|json|raw|text|payload|data|rpc|call|callresult|callerror|request|response|req|res|conf|from|to|on|for|at|by|of|the|station|charger|chargers?|charge-?point|charging-?station|cp|cs|csms|cms|cpms|central-?system|backend|system|client|server|proxy|connection|session|thread|main|log|utc|gmt|z|http-nio.*|com|user|pid)$/i;
const SOURCE_FILE = /\.(?:c|h|cc|cpp|cs|go|java|js|kt|mjs|py|rs|ts)(?::\d+)*$/i;
/** Names of loggers and classes: `com.example.Ocpp`. */
const LOGGER = /^(?:[a-z_]\w*\.){2,}\w+$/i;
const STATION_KEY =
  /\b(?:station(?:_?id)?|charge_?box(?:_?id)?|charge_?point(?:_?id)?|charger(?:_?id)?|charging_?station(?:_?id)?|cp_?id|cs_?id|cp|identity|device_?id)"?\s*[=:]\s*"?([^\s,;\]")}]+)/i;
/** `charger CS-1`, `for station "7"`: a name behind the word for what it names has a digit. */
const STATION_PHRASE =
  /\b(?:charger|station|charge[ -]?(?:point|box)|charging[ -]station|cp|cs)\s+["']?([\w.-]*\d[\w.-]*)/i;
const KEY = /\b[\w.-]+=(?:"[^"]*"|[^\s,;\])}]*)/g;

const RECEIVED = /^(?:recv|receiv(?:e|ed|ing)|rx|in|incoming|inbound|msg-in|from_station|got)$/i;
const SENT = /^(?:send|sent|sending|tx|out|outgoing|outbound|msg-out|to_station)$/i;
const RIGHT = /^(?:-*>+|=+>+|→|»)$/;
const LEFT = /^(?:<+-*|<+=+|←|«)$/;

interface Word {
  readonly text: string;
  readonly name: string | undefined;
  readonly mark: 'received' | 'sent' | 'right' | 'left' | null;
}

const markOf = (word: string): Word['mark'] => {
  if (RECEIVED.test(word)) return 'received';
  if (SENT.test(word)) return 'sent';
  return RIGHT.test(word) ? 'right' : LEFT.test(word) ? 'left' : null;
};

const nameOf = (word: string): string | undefined => {
  const path =
    /^wss?:\/\/[^/]+\/(?:.*\/)?([^/?#]+)/.exec(word)?.[1] ?? /^\/?(?:[\w-]+\/)+([^/]+)$/.exec(word)?.[1];
  const name = path ?? word;
  const noise = NOISE.test(name) || SOURCE_FILE.test(name) || LOGGER.test(name) || !/[\p{L}\d]/u.test(name);
  return noise ? undefined : stationName(name);
};

const wordsOf = (text: string): readonly Word[] =>
  text
    .replace(KEY, ' ')
    .replace(/(^|[\s\w\])])(<{1,2}-{0,2}|-{0,2}>{1,2}|=>|<=|→|←|»|«)(?=[\s\w[(]|$)/g, '$1 $2 ')
    .split(/[\s[\](){},;|"']+/)
    .map((word) => word.replace(/^[.:#*-]+(?=\w)|[.:]+$/g, ''))
    .filter((word) => word !== '' && word !== '-' && word !== ':')
    .map((word) => ({
      text: word,
      mark: markOf(word),
      name: markOf(word) === null ? nameOf(word) : undefined,
    }));

/** Which way a frame went, were this the log of a backend: arrows point from who sends, beside the station's name. */
function directionOf(words: readonly Word[], station: number): Direction | null {
  const at = words.findLastIndex((word) => word.mark !== null);
  const mark = words[at]?.mark ?? null;
  if (mark === 'received') return 'from_station';
  if (mark === 'sent') return 'to_station';
  if (mark === null) {
    const before = words[station - 1]?.text.toLowerCase();
    return before === 'from' ? 'from_station' : before === 'to' ? 'to_station' : null;
  }
  const stationFirst = station !== -1 && station < at;
  // Without a name beside it the arrow is the backend's own: `>` sent, `<` received.
  return (mark === 'right') === stationFirst ? 'from_station' : 'to_station';
}

/** The station and the direction that the words around a frame tell, its time taken out. */
export function readWords(
  before: string,
  after: string,
): { readonly station: string | undefined; readonly said: Direction | null } {
  const keyed = stationName(STATION_KEY.exec(before)?.[1] ?? STATION_KEY.exec(after)?.[1]);
  const words = wordsOf(before);
  const mark = words.findLastIndex((word) => word.mark !== null);
  const named = words.flatMap(({ name }, index) => (name === undefined ? [] : [index]));
  // Beside the arrow or the word for the direction; else the last name before the frame.
  const beside = named.filter((index) => mark !== -1 && Math.abs(index - mark) === 1);
  const phrase = beside.length > 0 ? undefined : stationName(STATION_PHRASE.exec(before)?.[1]);
  const chosen = (beside.length > 0 ? beside : named).at(-1) ?? -1;
  const station = keyed ?? phrase ?? words[chosen]?.name;
  if (station !== undefined)
    return { station, said: directionOf(words, (keyed ?? phrase) === undefined ? chosen : -1) };
  const behind = wordsOf(after);
  const trailing = behind.find(({ name }) => name !== undefined)?.name;
  return { station: trailing, said: directionOf(words, -1) ?? directionOf(behind, -1) };
}
