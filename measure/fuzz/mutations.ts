import type { Random } from '@firstcharge/simulator/random/random.ts';
import type { Canaries } from './canaries.ts';
import { hostileValue, POLLUTING } from './hostile-values.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TEXT_FIELDS = [
  'info',
  'vendorId',
  'vendorErrorCode',
  'data',
  'techInfo',
  'customData',
  'reason',
  'messageId',
  'additionalInfo',
] as const;
const CARD_FIELDS = ['idTag', 'idToken', 'parentIdTag', 'rfid', 'emaid', 'maskedPan'] as const;
const MANY = 100_000;
/** Few enough to be met again. */
const MOST_PLACES = 200;

type Mutation = (frame: unknown[], random: Random, canaries: Canaries) => unknown;

/** One way to spoil a frame, told by its name in the figures. */
export const MUTATIONS = {
  /** As it was: what follows a spoilt message must meet sound ones, too. */
  none: (frame) => frame,
  value: (frame, random) => atSomePlace(frame, random, () => hostileValue(random)),
  several_values: (frame, random) => {
    for (let count = random.integer(2, 6); count > 0; count -= 1)
      atSomePlace(frame, random, () => hostileValue(random));
    return frame;
  },
  other_type: (frame, random) =>
    atSomePlace(frame, random, (value) =>
      typeof value === 'string'
        ? Number(value) || 0
        : typeof value === 'number'
          ? String(value)
          : JSON.stringify(value),
    ),
  missing: (frame, random) => {
    const object = random.pick<Json>(objectsOf(frame));
    Reflect.deleteProperty(object, random.pick<string>(keysOf(object)));
    return frame;
  },
  extra: (frame, random) => {
    random.pick<Json>(objectsOf(frame))[random.pick<string>(['x', ...POLLUTING])] = hostileValue(random);
    return frame;
  },
  polluting: (frame, random) =>
    JSON.parse(
      JSON.stringify(frame).replace(
        /\{(\}?)/,
        (_, end: string) =>
          `{"__proto__":{"status":"Accepted","connectorId":${random.integer(0, 9)}}${end || ','}`,
      ),
    ),
  many_connectors: (frame, random) =>
    everywhere(frame, (name, value) =>
      /connectorId|evseId/i.test(name) || (name === 'id' && typeof value === 'number')
        ? random.integer(0, MOST_PLACES)
        : value,
    ),
  many_transactions: (frame, random) =>
    everywhere(frame, (name, value) =>
      name === 'transactionId'
        ? typeof value === 'string'
          ? `T${random.integer(0, MANY)}`
          : random.integer(-1, MANY)
        : value,
    ),
  many_identities: (frame, random) =>
    everywhere(frame, (name, value) =>
      /^idT(ag|oken)$/.test(name) && typeof value === 'string' ? random.hex(14) : value,
    ),
  time: (frame, random) =>
    everywhere(frame, (name, value) =>
      /time|expiry/i.test(name) && typeof value === 'string'
        ? new Date(random.integer(-1e12, 4e12)).toISOString()
        : value,
    ),
  shifted: (frame, random) => {
    const by = random.integer(-90_000, 90_000) * 1_000;
    return everywhere(frame, (name, value) => {
      const at = /time|expiry/i.test(name) && typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isFinite(at) && Math.abs(at) < 8e15 ? new Date(at + by).toISOString() : value;
    });
  },
  numbers: (frame, random) =>
    everywhere(frame, (name, value) =>
      typeof value === 'number' || name === 'value'
        ? random.pick<unknown>([value, -1, 1e308, 'NaN', '', 1e15, random.integer(-1e6, 1e6)])
        : value,
    ),
  seq_no: (frame, random) =>
    everywhere(frame, (name, value) => (name === 'seqNo' ? random.integer(-3, 1e9) : value)),
  action: (frame, random) => {
    if (frame[0] === 2)
      frame[2] = random.pick<unknown>([
        'TransactionEvent',
        'StartTransaction',
        'StatusNotification',
        'MeterValues',
        'NotifyEvent',
        'BootNotification',
        'Authorize',
        'DataTransfer',
        ...POLLUTING,
        hostileValue(random),
      ]);
    return frame;
  },
  envelope: (frame, random) => {
    const index = random.integer(0, 4);
    if (random.chance(0.3)) frame.splice(index, 1);
    else frame[index] = hostileValue(random);
    return frame;
  },
  message_id: (frame, random) => {
    frame[1] = random.pick<unknown>(['1', 'e1', '', 7, random.hex(36), random.hex(200)]);
    return frame;
  },
  card: (frame, random, canaries) => {
    // A frame without an object has no field to present a card in: who says that it was presented there expects too much.
    if (!frame.some(isObject)) return frame;
    const card = canaries.present(random);
    const payload = objectsOf(frame)[0];
    payload[random.pick(CARD_FIELDS)] = random.chance(0.5) ? card : { idToken: card, type: 'ISO14443' };
    payload[random.pick(TEXT_FIELDS)] = `card ${card} refused`;
    return frame;
  },
  card_in_text: (frame, random, canaries) => {
    const card = canaries.card(random);
    const said = random.pick([
      card,
      `id=${card};`,
      JSON.stringify({ rfid: card }),
      JSON.stringify([card]),
      `E7:${card}`,
    ]);
    objectsOf(frame)[0][random.pick(TEXT_FIELDS)] = said;
    return frame;
  },
  vehicle_or_sim_anywhere: (frame, random, canaries) => {
    const number = canaries.shaped(random);
    objectsOf(frame)[0][random.pick(TEXT_FIELDS)] = random.pick([
      number,
      `vin ${number}, again`,
      JSON.stringify({ vin: number }),
    ]);
    return atSomePlace(frame, random, (value) => (typeof value === 'string' ? number : value));
  },
} as const satisfies Record<string, Mutation>;

export type MutationName = keyof typeof MUTATIONS;

const NAMES = Object.keys(MUTATIONS).filter((name): name is MutationName => name in MUTATIONS);

/** The text of a frame, spoilt in one way; `plain` is the share that stays as it was. */
export function mutate(
  frame: readonly unknown[],
  random: Random,
  canaries: Canaries,
  plain: number,
): { readonly text: string; readonly name: MutationName | 'text' } {
  if (random.chance(plain)) return { text: JSON.stringify(frame), name: 'none' };
  if (random.chance(0.04)) return { text: spoiltText(JSON.stringify(frame), random), name: 'text' };
  const name = random.pick<MutationName>(
    NAMES.length > 0 ? [NAMES[0] ?? 'none', ...NAMES.slice(1)] : ['none'],
  );
  const copy: unknown = JSON.parse(JSON.stringify(frame));
  const mutated: unknown = Array.isArray(copy) ? MUTATIONS[name](copy, random, canaries) : copy;
  return { text: JSON.stringify(mutated) ?? '', name };
}

function spoiltText(text: string, random: Random): string {
  const at = random.integer(0, text.length);
  switch (random.integer(0, 4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + random.pick(['"', '}', ',', '\u0000', '\ud83d', ' ']) + text.slice(at);
    case 2:
      return '['.repeat(random.integer(1, 5_000));
    case 3:
      return random.pick(['', 'null', '{}', '[]', '2', '"x"', '[2]', '[2,"a"]', '[NaN]', '[1e999]']);
    default:
      return text + text;
  }
}

function objectsOf(frame: readonly unknown[]): [Json, ...Json[]] {
  const found: Json[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value)) {
      found.push(value);
      Object.values(value).forEach(visit);
    }
  };
  visit(frame);
  const [first = {}, ...rest] = found;
  return [first, ...rest];
}

function keysOf(object: Json): [string, ...string[]] {
  const [first = 'none', ...rest] = Object.keys(object);
  return [first, ...rest];
}

function atSomePlace(frame: unknown[], random: Random, change: (value: unknown) => unknown): unknown[] {
  const object = random.pick<Json>(objectsOf(frame));
  const key = random.pick<string>(keysOf(object));
  object[key] = change(object[key]);
  return frame;
}

/** Every value of a name and of those within it. */
function everywhere(frame: unknown[], change: (name: string, value: unknown) => unknown): unknown[] {
  for (const object of objectsOf(frame))
    for (const key of Object.keys(object)) object[key] = change(key, object[key]);
  return frame;
}
