import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseStationPattern } from './station-path.ts';

function reader(pattern?: string) {
  const parsed = parseStationPattern(pattern);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('the station of a request target', () => {
  it('is the last segment, without a pattern', () => {
    expect(reader()('/ocpp/depot/CS-1?token=x')).toEqual({
      ok: true,
      value: { station: 'CS-1', segment: 'CS-1', path: '/ocpp/depot/CS-1', query: '?token=x' },
    });
  });

  it('is where the pattern says', () => {
    expect(reader('/{station}/ocpp')('/CS-1/ocpp')).toMatchObject({ value: { station: 'CS-1' } });
    expect(reader('/ocpp/{station}')('/other/CS-1')).toEqual({ ok: false, error: 'bad_path' });
    expect(reader('/ocpp/{station}')('/ocpp/CS-1/more')).toEqual({ ok: false, error: 'bad_path' });
  });

  it('is percent-decoded once, and the segment stays as it was sent', () => {
    expect(reader()('/ocpp/CS%2B%7C1')).toMatchObject({ value: { station: 'CS+|1', segment: 'CS%2B%7C1' } });
    expect(reader()('/ocpp/CS%252B1')).toEqual({ ok: false, error: 'bad_station' });
  });

  it.each([
    ['nothing', '/ocpp/'],
    ['49 characters', `/ocpp/${'x'.repeat(49)}`],
    ['a dot', '/ocpp/.'],
    ['two dots', '/ocpp/..'],
    ['two dots inside', '/ocpp/a..b'],
    ['encoded dots', '/ocpp/%2e%2e'],
    ['an encoded slash', '/ocpp/a%2fb'],
    ['an encoded backslash', '/ocpp/a%5cb'],
    ['an encoded line break', '/ocpp/a%0d%0aX-Admin:1'],
    ['an encoded zero', '/ocpp/a%00'],
    ['a broken escape', '/ocpp/a%zz'],
    ['invalid UTF-8', '/ocpp/%ff'],
    ['a letter beyond ASCII', '/ocpp/%C3%A4'],
    ['a space', '/ocpp/a%20b'],
    ['a way up before it', '/ocpp/%2e%2e/CS-1'],
  ])('is refused when it is %s', (_, target) => {
    expect(reader()(target)).toEqual({ ok: false, error: 'bad_station' });
  });

  it.each(['CS-1', '*', 'http://evil/CS-1', '/ocpp/CS-1#x', '/ocpp/a b', '/ocpp/a\r\nb', ''])(
    'is not looked for in %p',
    (target) => {
      expect(reader()(target)).toEqual({ ok: false, error: 'bad_path' });
    },
  );

  it('never has other characters than those of an OCPP identifier', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', '.', '/', '%', '2', 'e', 'f', '5', 'c', '?', '\\', '='),
    });
    fc.assert(
      fc.property(hostile, (path) => {
        const found = reader()(`/${path}`);
        if (!found.ok) return;
        expect(found.value.station).toMatch(/^[A-Za-z0-9*\-_=:+|@.]{1,48}$/);
        expect(decodeURIComponent(found.value.path).split('/')).not.toContain('..');
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['ocpp/{station}', '/ocpp', '/a/{station}/{station}', '/a{station}', ''])(
    'is not looked for with the pattern %p',
    (pattern) => {
      expect(parseStationPattern(pattern).ok).toBe(false);
    },
  );
});
