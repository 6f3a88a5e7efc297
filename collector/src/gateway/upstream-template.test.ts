import { describe, expect, it } from '@jest/globals';
import { parseUpstreamTemplate } from './upstream-template.ts';

const from = { station: 'CS+1', segment: 'CS%2B1', path: '/tenant/a/CS%2B1', query: '?k=v' };

function template(url: string) {
  const parsed = parseUpstreamTemplate(url);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('an upstream URL', () => {
  it('gets the station as it was sent, and the query', () => {
    expect(template('ws://cpms:9000/ocpp/{station}').target(from)).toBe('/ocpp/CS%2B1?k=v');
    expect(template('ws://cpms/ocpp/{station}?a=b').target(from)).toBe('/ocpp/CS%2B1?a=b&k=v');
    expect(template('ws://cpms/ocpp/{station}').target({ ...from, query: '' })).toBe('/ocpp/CS%2B1');
  });

  it('does not read a pattern of its own into a station id', () => {
    expect(template('ws://cpms/{station}').target({ ...from, segment: "$&$'", query: '' })).toBe("/$&$'");
  });

  it('can take the whole path over', () => {
    expect(template('ws://cpms:9000{path}').target(from)).toBe('/tenant/a/CS%2B1?k=v');
  });

  it('says whom to dial', () => {
    expect(template('wss://cpms.example/o/{station}')).toMatchObject({
      tls: true,
      host: 'cpms.example',
      port: 443,
      authority: 'cpms.example',
    });
    expect(template('ws://[::1]:9000/{station}')).toMatchObject({
      tls: false,
      host: '::1',
      port: 9000,
      authority: '[::1]:9000',
    });
  });

  it.each([
    'http://cpms/{station}',
    'ws://cpms/ocpp',
    'ws://{station}.cpms/ocpp',
    'ws://user:pw@cpms/{station}',
    'ws://cpms:99999/{station}',
    'ws://cpms/{station}/{station}',
    'ws://cpms/{station}#x',
    'ws://cpms/a b/{station}',
    'ws://cpms{path}{station}',
    '',
  ])('is refused when it is %p', (url) => {
    expect(parseUpstreamTemplate(url).ok).toBe(false);
  });
});
