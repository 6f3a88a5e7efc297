import { describe, expect, it } from '@jest/globals';
import { errorCodes } from './error-codes.ts';

describe('errorCodes', () => {
  it('leaves NoError out', () => {
    expect(errorCodes('NoError', undefined, undefined)).toEqual([]);
    expect(errorCodes('NoError', 'Acme', '0')).toEqual([]);
  });

  it('gives the error code of OCPP', () => {
    expect(errorCodes('GroundFailure', undefined, '')).toEqual(['GroundFailure']);
  });

  it('splits the MREC codes of ChargeX at semicolons and commas', () => {
    expect(errorCodes('OtherError', 'https://chargex.inl.gov', 'CX002; CX017,CX002')).toEqual([
      'OtherError',
      'CX002',
      'CX017',
    ]);
  });

  it("reads the codes of EVgo, which only their sender tells from a vendor's own", () => {
    expect(errorCodes('OtherError', 'com.evgo.mrec', 'F001,F003')).toEqual(['OtherError', 'F001', 'F003']);
    expect(errorCodes('NoError', 'Acme', 'F001')).toEqual(['vendor:F001']);
  });

  it('reads the codes of ChargeX from any sender', () => {
    expect(errorCodes('NoError', 'Acme', 'CX002;CX017;')).toEqual(['CX002', 'CX017']);
    expect(errorCodes('OtherError', 'EVerest', 'evse_board_support/MREC8EmergencyStop')).toEqual([
      'OtherError',
      'CX008',
    ]);
  });

  it('keeps any other vendor code apart, and several of them from each other', () => {
    expect(errorCodes('InternalError', 'Acme', 'E-42; door open')).toEqual([
      'InternalError',
      'vendor:E-42; door open',
    ]);
    expect(errorCodes('OtherError', 'Acme', 'E-42; SLACTimeout')).toEqual([
      'OtherError',
      'vendor:E-42',
      'vendor:SLACTimeout',
    ]);
  });

  it('gives at most 16 codes of at most 50 characters', () => {
    const many = Array.from({ length: 40 }, (_, index) => `X${index}`.padEnd(48, 'x')).join(';');
    const codes = errorCodes('OtherError', 'https://chargex.inl.gov', many);
    expect(codes).toHaveLength(16);
    expect(Math.max(...codes.map((code) => code.length))).toBeLessThanOrEqual(50);
    expect(errorCodes('NoError', 'Acme', 'y'.repeat(200))[0]).toHaveLength(50);
  });
});
