import { describe, expect, it } from '@jest/globals';
import { failed, ok } from '../model/result.ts';
import { readCatalogue } from './catalogue.ts';
import { meaningOf } from './error-codes.ts';
import { extendFaults, parseFaults } from './fault-catalogue.ts';

const OWN =
  '- { id: F101, layer: display, fault: Sun shade torn, seen_by: code, in_ocpp: E-77, remote: "no", skill: technician }';

describe('the catalogue of faults', () => {
  it('takes entries of an operator, with what they leave out', () => {
    const faults = extendFaults('own.yaml', OWN);
    expect(faults.ok && faults.value.get('F101')).toMatchObject({
      ...{ safety: false, remedies: [], part: '' },
      persistent_after: { minutes: 15, times: 3 },
    });
    expect(faults.ok && faults.value.get('F14')?.safety).toBe(true);
  });

  it('replaces an entry by one of the same id', () => {
    const faults = extendFaults('own.yaml', OWN.replace('F101', 'F22'));
    expect(faults.ok && faults.value.get('F22')?.fault).toBe('Sun shade torn');
  });

  it.each([
    [OWN.replace('F101', 'X1'), 1, '[0].id', 'write F and two or three digits'],
    [OWN.replace('layer: display', 'layer: displey'), 1, '[0].layer', 'display'],
    [OWN.replace('skill:', 'skil:'), 1, '[0].skil', 'skill'],
    [`${OWN}\n${OWN}`, 2, '[1].id', 'F101 stands here twice'],
  ])('says where %s is wrong, and what to write', (text, line, path, said) => {
    const faults = parseFaults('own.yaml', text);
    const errors = faults.ok ? [] : faults.error;
    expect(errors.map((error) => `${error.file}:${error.line} ${error.path}`)).toContain(
      `own.yaml:${line} ${path}`,
    );
    expect(errors.map(({ problem, fix }) => `${problem} ${fix}`).join('\n')).toContain(said);
  });

  it('is what error codes of an operator may name', () => {
    const read = (codes: string) =>
      readCatalogue({ faults: 'faults', error_codes: 'codes' }, (name) =>
        name === 'faults' ? ok(OWN) : name === 'codes' ? ok(codes) : failed('no such file'),
      );
    const good = read('- { code: "vendor:E-77", reason: null, fault: F101 }');
    expect(good.ok && meaningOf(good.value.errorCodes, 'vendor:E-77').fault).toBe('F101');
    const bad = read('- { code: "vendor:E-77", reason: null, fault: F999 }');
    expect(bad.ok ? [] : bad.error).toMatchObject([
      {
        file: 'codes',
        line: 1,
        path: '[0].fault',
        fix: expect.stringContaining('there is no such fault in the catalogue'),
      },
    ]);
  });
});
