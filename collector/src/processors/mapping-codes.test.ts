import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { shippedErrorCodes } from './error-codes.ts';

const ROOT = join(import.meta.dirname, '..', '..', 'catalogue', 'mappings');
const PRESETS = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every code that a mapping names itself: constants and translations. Codes taken over from messages are the vendor's. */
function codesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(codesOf);
  if (!isFields(value)) return [];
  const { problem, ...rest } = value;
  const words = isFields(problem) && isFields(problem['words']) ? Object.values(problem['words']) : [problem];
  return [...words.filter((code) => typeof code === 'string'), ...codesOf(Object.values(rest))];
}

/** `HlcSessionFailedReasonEnum` of EVerest (types/evse_manager.yaml). */
const HLC_REASONS = [
  'ProtocolNegotiationFailed',
  'AuthorizationFailed',
  'ChargingParametersNotAccepted',
  'EnergyTransferSetupFailed',
  'ChargingInterrupted',
  'FailedTlsHandshake',
  'UnexpectedSessionEnd',
];

describe('problems that mappings name', () => {
  const named = PRESETS.flatMap((preset) =>
    codesOf(parse(readFileSync(join(ROOT, preset, 'mapping.yaml'), 'utf8'))),
  );

  it('are all in the error catalogue', () => {
    const codes = shippedErrorCodes();
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((code) => !codes.has(code.toLowerCase()))).toEqual([]);
  });

  it('of a failed session of EVerest happen, and are never said to be over', () => {
    for (const reason of HLC_REASONS)
      expect(shippedErrorCodes().get(`hlcsessionfailed.${reason}`.toLowerCase())?.momentary).toBe(true);
  });
});
