import {
  AUTHORIZATION_STATUSES,
  type AuthorizationStatus,
  CHARGING_STATES,
  type ChargingState,
  CONNECTOR_STATUSES,
  type ConnectorStatus,
} from '../model/signal.ts';
import { BOOT_REASONS, type BootReason } from '../model/outcome.ts';

const LONGEST = 50;
const bare = (word: string): string => word.replace(/[^a-z0-9]/gi, '').toLowerCase();

/** Reads words of OCPP's enumerations as ours, whatever their case and separators: `SuspendedEVSE` → `suspended_evse`. */
export function vocabulary<Word extends string>(words: readonly Word[]): (word: unknown) => Word | null {
  const byBareWord = new Map(words.map((word) => [bare(word), word]));
  const bySpelling = new Map<string, Word>();
  return (word) => {
    if (typeof word !== 'string' || word.length > LONGEST) return null;
    const known = bySpelling.get(word);
    if (known !== undefined) return known;
    const found = byBareWord.get(bare(word));
    // A charger that varies its spelling must not make the table grow.
    if (found !== undefined && bySpelling.size < 64) bySpelling.set(word, found);
    return found ?? null;
  };
}

/** ChargePointStatus (1.6) or ConnectorStatusEnumType (2.0.1), null when it is neither. */
export const connectorStatus: (word: unknown) => ConnectorStatus | null = vocabulary(CONNECTOR_STATUSES);

/** AuthorizationStatus (1.6), AuthorizationStatusEnumType (2.0.1). */
export const authorizationStatus: (word: unknown) => AuthorizationStatus | null =
  vocabulary(AUTHORIZATION_STATUSES);

/** ChargingStateEnumType (2.0.1). */
export const chargingState: (word: unknown) => ChargingState | null = vocabulary(CHARGING_STATES);

const readBootReason = vocabulary(BOOT_REASONS);

/** BootReasonEnumType (2.0.1); `unknown` when it is none. */
export const bootReason = (word: unknown): BootReason => readBootReason(word) ?? 'unknown';
