import { scrubFreeText } from './free-text.ts';
import type { IdentityHash } from './identity-hash.ts';
import { hideShapes, RecentIdentities } from './recent-identities.ts';
import { Redactor } from './redactor.ts';
import { isSensitiveProperty } from './sensitive-names.ts';
import { isObject, isSigned } from './signed-values.ts';

/** Calls that hold no identity by their schema, and of which there are many. */
const PLAIN_CALLS = new Set([
  'Heartbeat',
  'StatusNotification',
  'MeterValues',
  'FirmwareStatusNotification',
  'DiagnosticsStatusNotification',
  'LogStatusNotification',
]);

function isPlain(action: unknown, payload: unknown): boolean {
  if (typeof action !== 'string' || !PLAIN_CALLS.has(action) || !isObject(payload)) return false;
  // A field that the schema does not have may be there all the same.
  for (const name in payload) if (isSensitiveProperty(name) || name === 'customData') return false;
  return action !== 'MeterValues' || !isSigned(payload['meterValue']);
}

function redactPayload(payload: unknown, { hash, recent }: Redaction): unknown {
  const redactor = new Redactor(hash);
  const redacted = redactor.redact(payload);
  recent?.note(redactor.identities);
  return scrubFreeText(redacted, { here: redactor.identities, recent, hash });
}

/** DataTransfer: JSON in text is redacted as JSON, other text could be anything and is hidden whole. */
function redactDataTransfer(payload: unknown, redaction: Redaction): unknown {
  if (!isObject(payload) || typeof payload['data'] !== 'string') return redactPayload(payload, redaction);
  const { hash } = redaction;
  const whole = (text: string): string => new Redactor(hash).hideText(text);
  let data: string;
  try {
    const parsed: unknown = JSON.parse(payload['data']);
    data =
      typeof parsed === 'object' ? JSON.stringify(redactPayload(parsed, redaction)) : whole(payload['data']);
  } catch {
    data = whole(payload['data']);
  }
  return redactPayload({ ...payload, data }, redaction);
}

/** The texts of a plain call that people read, and vendors fill. */
const PLAIN_TEXTS = ['info', 'errorCode', 'vendorErrorCode', 'vendorId'] as const;
/** Where OCPP has words only; a charger may put anything there. */
const PLAIN_WORDS = ['status', 'connectorStatus'] as const;

function scrubPlain(frame: readonly unknown[], { hash, recent }: Redaction): readonly unknown[] {
  const payload = frame[3];
  if (!isObject(payload)) return frame;
  let copy: Record<string, unknown> | null = null;
  for (const name of PLAIN_TEXTS) {
    const text = payload[name];
    if (typeof text !== 'string') continue;
    const scrubbed = scrubFreeText(text, { here: [], recent, hash });
    if (scrubbed !== text) (copy ??= { ...payload })[name] = scrubbed;
  }
  for (const name of PLAIN_WORDS) {
    const word = payload[name];
    if (typeof word !== 'string') continue;
    const scrubbed = hideShapes(word, hash);
    if (scrubbed !== word) (copy ??= { ...payload })[name] = scrubbed;
  }
  return copy === null ? frame : [frame[0], frame[1], frame[2], copy];
}

interface Redaction {
  readonly hash: IdentityHash;
  readonly recent: RecentIdentities | null;
}

/** Redacts frame after frame, remembering identities so that later free text cannot repeat them. Never throws. */
export function createRedact(hash: IdentityHash): (frame: readonly unknown[]) => readonly unknown[] {
  const recent = new RecentIdentities(hash);
  return (frame) => redactFrame(frame, hash, recent) ?? [];
}

/**
 * The frame as it may be stored: idTags, tokens, vehicle and SIM ids, certificates, passwords and signed meter data
 * replaced by `hash`, by property name, in calls and answers alike; whatever repeats such an id, or one of `recent`, in free text too, and
 * what has the shape of one.
 * Frames without any come back unchanged and unparsed. The text of a CALLERROR is dropped, since backends quote idTags
 * there. Never throws.
 */
export function redactFrame(
  frame: readonly unknown[] | null,
  hash: IdentityHash,
  recent: RecentIdentities | null = null,
): readonly unknown[] | null {
  if (frame === null) return null;
  const redaction: Redaction = { hash, recent };
  const [type, id, third, fourth] = frame;
  switch (type) {
    case 2:
    case 6: {
      if (frame.length <= 4 && isPlain(third, fourth)) return scrubPlain(frame, redaction);
      const payload =
        third === 'DataTransfer' ? redactDataTransfer(fourth, redaction) : redactPayload(fourth, redaction);
      return payload === fourth && frame.length <= 4 ? frame : [type, id, third, payload];
    }
    case 3: {
      const payload =
        isObject(third) && 'data' in third
          ? redactDataTransfer(third, redaction)
          : redactPayload(third, redaction);
      return payload === third && frame.length <= 3 ? frame : [type, id, payload];
    }
    case 4:
    case 5:
      return [type, id, third, '', redactPayload(frame[4] ?? {}, redaction)];
    default:
      return [typeof type === 'number' ? type : null, redactPayload(frame.slice(1), redaction)];
  }
}
