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

  it('reads the codes of EVgo, also without the vendor id', () => {
    expect(errorCodes('NoError', 'com.evgo.mrec', 'A001,F003')).toEqual(['A001', 'F003']);
    expect(errorCodes('NoError', 'Acme', 'A001,F003')).toEqual(['A001', 'F003']);
  });

  it('keeps any other vendor code apart', () => {
    expect(errorCodes('InternalError', 'Acme', 'E-42; door')).toEqual(['InternalError', 'vendor:E-42; door']);
  });

  it('gives at most 16 codes of at most 50 characters', () => {
    const many = Array.from({ length: 40 }, (_, index) => `X${index}`.padEnd(48, 'x')).join(';');
    const codes = errorCodes('OtherError', 'https://chargex.inl.gov', many);
    expect(codes).toHaveLength(16);
    expect(Math.max(...codes.map((code) => code.length))).toBeLessThanOrEqual(50);
    expect(errorCodes('NoError', 'Acme', 'y'.repeat(200))[0]).toHaveLength(50);
  });
});
