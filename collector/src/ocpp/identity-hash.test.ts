import { describe, expect, it } from '@jest/globals';
import { createIdentityHash } from './identity-hash.ts';

const hash = createIdentityHash([Buffer.from('a key of this installation')]);

describe('the identity hash', () => {
  it('is a tilde and 16 hex digits', () => {
    expect(hash('04A1B2C3')).toMatch(/^~[0-9a-f]{16}$/);
  });

  it('does not depend on case or surrounding blanks, as OCPP compares idTags', () => {
    expect(hash('04a1b2c3')).toBe(hash('04A1B2C3'));
    expect(hash(' 04A1B2C3 ')).toBe(hash('04A1B2C3'));
  });

  it('differs between identities and between keys', () => {
    expect(hash('04A1B2C4')).not.toBe(hash('04A1B2C3'));
    expect(createIdentityHash([Buffer.from('another key')])('04A1B2C3')).not.toBe(hash('04A1B2C3'));
  });

  it('stays the same when more identities pass than it remembers', () => {
    const before = hash('04A1B2C3');
    for (let index = 0; index < 10_500; index += 1) hash(`other-${index}`);
    expect(hash('04A1B2C3')).toBe(before);
  });
});

describe('a key that was changed', () => {
  const [older, newer] = [Buffer.from('the key until today'), Buffer.from('the key from today on')];
  const before = createIdentityHash([older]);

  it('is the one under which identities are hashed', () => {
    const after = createIdentityHash([newer, older]);
    expect(after('04A1B2C3')).toBe(createIdentityHash([newer])('04A1B2C3'));
    expect(after('04A1B2C3')).not.toBe(before('04A1B2C3'));
  });

  it('leaves who is charging or visiting at that time under the hash that is known, and nobody else', () => {
    const after = createIdentityHash([newer, older], undefined, new Set([before('04A1B2C3')]));
    expect(after('04a1b2c3')).toBe(before('04A1B2C3'));
    expect(after('04A1B2C4')).toBe(createIdentityHash([newer])('04A1B2C4'));
  });

  it('recognises nobody by a key that was taken out', () => {
    const after = createIdentityHash([newer], undefined, new Set([before('04A1B2C3')]));
    expect(after('04A1B2C3')).toBe(createIdentityHash([newer])('04A1B2C3'));
  });
});
