import { scrubFreeText } from './free-text.ts';
import type { IdentityHash } from './identity-hash.ts';
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

/** A further look at the free text of plain calls, for who knows identities from elsewhere. */
export type Scrub = (text: string) => string;

function isPlain(action: unknown, payload: unknown): boolean {
  if (typeof action !== 'string' || !PLAIN_CALLS.has(action) || !isObject(payload)) return false;
  // A field that the schema does not have may be there all the same.
  for (const name in payload) if (isSensitiveProperty(name) || name === 'customData') return false;
  return action !== 'MeterValues' || !isSigned(payload['meterValue']);
}

function redactPayload(payload: unknown, hash: IdentityHash): unknown {
  const redactor = new Redactor(hash);
  return scrubFreeText(redactor.redact(payload), redactor.identities, hash);
}

/** DataTransfer: JSON in text is redacted as JSON, other text could be anything and is hidden whole. */
function redactDataTransfer(payload: unknown, hash: IdentityHash): unknown {
  if (!isObject(payload) || typeof payload['data'] !== 'string') return redactPayload(payload, hash);
  const redactor = new Redactor(hash);
  let data: string;
  try {
    const parsed: unknown = JSON.parse(payload['data']);
    const redacted = scrubFreeText(redactor.redact(parsed), redactor.identities, hash);
    data = typeof parsed === 'object' ? JSON.stringify(redacted) : redactor.hideText(payload['data']);
  } catch {
    data = redactor.hideText(payload['data']);
  }
  return redactPayload({ ...payload, data }, hash);
}

function scrubInfo(frame: readonly unknown[], scrub: Scrub | undefined): readonly unknown[] {
  const payload = frame[3];
  if (scrub === undefined || !isObject(payload) || typeof payload['info'] !== 'string') return frame;
  const info = scrub(payload['info']);
  return info === payload['info'] ? frame : [frame[0], frame[1], frame[2], { ...payload, info }];
}

/**
 * The frame as it may be stored: idTags, tokens, vehicle and SIM ids, certificates, passwords and signed meter data
 * replaced by `hash`, by property name, in calls and answers alike; whatever repeats such an id in free text too.
 * Frames without any come back unchanged and unparsed. The text of a CALLERROR is dropped, since backends quote idTags
 * there. Never throws.
 */
export function redactFrame(
  frame: readonly unknown[] | null,
  hash: IdentityHash,
  scrub?: Scrub,
): readonly unknown[] | null {
  if (frame === null) return null;
  const [type, id, third, fourth] = frame;
  switch (type) {
    case 2:
    case 6: {
      if (frame.length <= 4 && isPlain(third, fourth)) return scrubInfo(frame, scrub);
      const payload =
        third === 'DataTransfer' ? redactDataTransfer(fourth, hash) : redactPayload(fourth, hash);
      return payload === fourth && frame.length <= 4 ? frame : [type, id, third, payload];
    }
    case 3: {
      const payload =
        isObject(third) && 'data' in third ? redactDataTransfer(third, hash) : redactPayload(third, hash);
      return payload === third && frame.length <= 3 ? frame : [type, id, payload];
    }
    case 4:
    case 5:
      return [type, id, third, '', redactPayload(frame[4] ?? {}, hash)];
    default:
      return [typeof type === 'number' ? type : null, redactPayload(frame.slice(1), hash)];
  }
}
