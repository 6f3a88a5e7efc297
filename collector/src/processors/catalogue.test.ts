import { describe, expect, it } from '@jest/globals';
import { failed, ok } from '../model/result.ts';
import { readCatalogue } from './catalogue.ts';
import { meaningOf } from './error-codes.ts';
import { quirksOf } from './quirks.ts';

const FILES: Readonly<Record<string, string>> = {
  'codes.yaml': '- { code: "vendor:E-17", reason: over_temperature }\n',
  'quirks.yaml': '- { vendor: Acme, quirks: [no_boot] }\n',
  'tags.yaml': '- { pattern: "^PAY-", method: web }\n',
  'wrong-codes.yaml': '- { code: X }\n',
  'wrong-quirks.yaml': '- { vendor: Acme, quirk: [no_boot] }\n',
};
const readFile = (name: string) => {
  const text = FILES[name];
  return text === undefined ? failed('no such file') : ok(text);
};

describe('the catalogue', () => {
  it('is the shipped one with the rows of an operator', () => {
    const read = readCatalogue(
      { error_codes: 'codes.yaml', quirks: 'quirks.yaml', payment_tags: 'tags.yaml' },
      readFile,
    );
    if (!read.ok) throw new Error('unreadable');
    const { errorCodes, quirks, paymentTags } = read.value;
    expect(meaningOf(errorCodes, 'vendor:E-17').reason).toBe('over_temperature');
    expect(meaningOf(errorCodes, 'CX002').reason).toBe('ground_fault');
    const subject = { model: '', firmware: '', protocol: '' };
    expect(quirksOf(quirks, { ...subject, vendor: 'Acme' })).toEqual(['no_boot']);
    expect(quirksOf(quirks, { ...subject, vendor: 'Autel' })).toEqual(['connector_zero_lies']);
    expect([paymentTags('PAY-1'), paymentTags('VID:00')]).toEqual(['web', 'autocharge']);
  });

  it('tells every error of every file at once', () => {
    const read = readCatalogue(
      { error_codes: 'wrong-codes.yaml', quirks: 'wrong-quirks.yaml', payment_tags: 'none.yaml' },
      readFile,
    );
    expect(read.ok ? [] : read.error.map(({ file, line, path }) => `${file}:${line} ${path}`)).toEqual(
      expect.arrayContaining([
        'wrong-codes.yaml:1 [0].reason',
        'wrong-quirks.yaml:1 [0].quirk',
        'none.yaml:1 ',
      ]),
    );
  });
});
