import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../config/secret.ts';
import { apiConfig } from '../config.ts';
import { bearerOf, tokenBook, type WrittenTokens } from './tokens.ts';

const LONG = 'a-token-that-is-long-enough';

const roleIn = (written: WrittenTokens, token: string) => {
  const book = tokenBook(written);
  return book.ok ? book.value(token) : book.error.message;
};

describe('tokens', () => {
  it('stand for their role, and nothing else does', () => {
    const written = { viewer: new Secret(LONG), admin: new Secret(`${LONG}-admin`) };
    expect([roleIn(written, LONG), roleIn(written, `${LONG}-admin`), roleIn(written, `${LONG} `)]).toEqual([
      'viewer',
      'admin',
      null,
    ]);
  });

  it('may be written as their hash, which is no token itself', () => {
    const hash = `sha256:${createHash('sha256').update(LONG).digest('hex')}`;
    expect(roleIn({ operator: new Secret(hash) }, LONG)).toBe('operator');
    expect(roleIn({ operator: new Secret(hash) }, hash)).toBeNull();
  });

  it('shared by two roles give the lower one', () => {
    expect(roleIn({ viewer: new Secret(LONG), admin: new Secret(LONG) }, LONG)).toBe('viewer');
  });

  it('that are short are refused, by name and not by value', () => {
    const message = roleIn({ admin: new Secret('hunter2') }, 'hunter2');
    expect(message).toContain('admin_token is too short');
    expect(message).not.toContain('hunter2');
  });

  it('that no header can carry are refused: they would never let anybody in', () => {
    for (const token of ['correct horse battery staple', 'pässword-of-sixteen', `${LONG}!`]) {
      const message = roleIn({ viewer: new Secret(token) }, token);
      expect(message).toContain('viewer_token');
      expect(message).not.toContain(token);
    }
  });

  it('are needed: without any there is no API', () => {
    expect(apiConfig.safeParse({}).success).toBe(false);
    expect(apiConfig.safeParse({ viewer_token: LONG }).success).toBe(true);
  });

  it('are read from a bearer header alone', () => {
    expect(
      ['Bearer abc', 'bearer  abc', 'Basic abc', 'Bearer', 'Bearer a b', undefined].map(bearerOf),
    ).toEqual([...['abc', 'abc', null, null, null, null]]);
  });
});
