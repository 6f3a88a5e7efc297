import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { REASONS } from '../model/reason.ts';
import { extendErrorCodes, meaningOf, parseErrorCodes, shippedErrorCodes } from './error-codes.ts';

describe('the catalogue of error codes', () => {
  it('knows every error code of OCPP 1.6 and every minimum required error code', () => {
    const codes = shippedErrorCodes();
    const ocpp16 =
      'ConnectorLockFailure EVCommunicationError GroundFailure HighTemperature InternalError LocalListConflict ' +
      'OtherError OverCurrentFailure OverVoltage PowerMeterFailure PowerSwitchFailure ReaderFailure ResetFailure ' +
      'UnderVoltage WeakSignal';
    const mrec = Array.from({ length: 26 }, (_, index) => `CX${String(index + 1).padStart(3, '0')}`);
    const missing = [...ocpp16.split(' '), ...mrec].filter((code) => !codes.has(code.toLowerCase()));
    expect(missing).toEqual([]);
  });

  it('compares codes without regard to case', () => {
    expect(meaningOf(shippedErrorCodes(), 'cx002').reason).toBe('ground_fault');
    expect(meaningOf(shippedErrorCodes(), 'GROUNDFAILURE').reason).toBe('ground_fault');
  });

  it('takes what nobody described for a general fault of the equipment', () => {
    expect(meaningOf(shippedErrorCodes(), 'vendor:E-17')).toEqual({
      reason: 'equipment_fault',
      general: true,
      fault: 'other',
      momentary: false,
      atStop: false,
    });
  });

  it('takes names of object properties for what they are: codes that nobody described', () => {
    expect(meaningOf(shippedErrorCodes(), '__proto__').reason).toBe('equipment_fault');
    expect(meaningOf(shippedErrorCodes(), 'constructor').reason).toBe('equipment_fault');
  });

  it('names only reasons of the closed list', () => {
    const parsed = parseErrorCodes('codes.yaml', '\n- { code: X, reason: gremlins }');
    expect(parsed).toMatchObject({ ok: false, error: [{ file: 'codes.yaml', line: 2, path: '[0].reason' }] });
    for (const { reason } of shippedErrorCodes().values()) {
      if (reason !== null) expect(REASONS).toHaveProperty(reason);
    }
  });

  it('takes rows of an operator for vendor codes', () => {
    const codes = extendErrorCodes(
      'codes.yaml',
      '- { code: "vendor:E-17", reason: power_module_fault, fault: F09 }\n- { code: CX002, reason: over_current }',
    );
    if (!codes.ok) throw new Error('unreadable');
    expect(meaningOf(codes.value, 'CX002').reason).toBe('over_current');
    expect(meaningOf(codes.value, 'CX001').reason).toBe('connector_lock_failed');
    expect(meaningOf(codes.value, 'vendor:E-17')).toEqual({
      reason: 'power_module_fault',
      general: false,
      fault: 'F09',
      momentary: false,
      atStop: false,
    });
  });

  it.each([
    ['vendor:SLACTimeout', 'ev_communication_error'],
    ['vendor:NoPPDetected', 'proximity_fault'],
    ['vendor:F001', 'equipment_fault'],
    ['vendor:A001', 'equipment_fault'],
    ['F001', 'proximity_fault'],
    ['V2GParameterOutOfRange', 'iso15118_failed'],
    ['EVSE.Power', null],
    ['AcDcConverter.Temperature', 'over_temperature'],
    ['UnheardOf.Problem', 'equipment_fault'],
    ['vendor:x.Power', 'equipment_fault'],
  ])('gives %s the reason %s', (code, reason) => {
    expect(meaningOf(shippedErrorCodes(), code).reason).toBe(reason);
  });

  it('has no code twice', () => {
    const yaml = readFileSync(join(import.meta.dirname, '..', '..', 'catalogue', 'error-codes.yaml'), 'utf8');
    const codes = [...yaml.matchAll(/^- \{\s+code: '?([^',}\n]+)/gm)].map(([, code]) =>
      String(code).toLowerCase(),
    );
    expect(codes.filter((code, index) => codes.indexOf(code) < index)).toEqual([]);
    expect(codes).toHaveLength(shippedErrorCodes().size);
  });
});
