import { describe, expect, it } from '@jest/globals';
import { EMPTY_INVENTORY } from '../../inventory/inventory.ts';
import { ok, failed } from '../../model/result.ts';
import { mapMessage, type MappedMessage } from './map-message.ts';
import { loadMappings, mappingReference } from './mapping-reference.ts';

const FILES: Readonly<Record<string, string>> = {
  'evse.yaml': `parameters: [station]
messages: [{ topic: 'var/{evse}', subject: { station: '{station}', evse: '{evse}' }, signals: [{ problem: $.e }] }]`,
  'sick.yaml': `messages: [{ topic: 'var/{evse}', subject: { station: sick, evse: 1 }, signals: [{ problem: '$[0' }] }]`,
  'second.yaml': `messages: [{ topic: other, subject: { station: CS-2 }, signals: [{ problem: $.x }] }]`,
};

const readFile = (path: string): ReturnType<typeof ok<string>> | ReturnType<typeof failed<string>> =>
  FILES[path] === undefined ? failed('no such file') : ok(FILES[path]);

const load = (...references: unknown[]): ReturnType<typeof loadMappings> =>
  loadMappings(
    references.map((reference) => mappingReference.parse(reference)),
    readFile,
    'c.yaml',
  );

function map(references: unknown[], topic: string, payload: object): MappedMessage {
  const mapping = load(...references);
  if (!mapping.ok) throw new Error(JSON.stringify(mapping.error));
  return mapMessage({ topic, payload: Buffer.from(JSON.stringify(payload)), receivedAt: 1 }, mapping.value, {
    ...{ inventory: EMPTY_INVENTORY, hash: String, source: 'mqtt', parameters: new Map() },
  });
}

const problemsOf = (...references: unknown[]): string[] => {
  const mapping = load(...references);
  return mapping.ok ? [] : mapping.error.map(({ problem, fix }) => `${problem}: ${fix}`);
};

describe('mappings of a receiver', () => {
  it('get their parameters from a value or from a prefix', () => {
    const subject = { of: 'station', station: 'CS-1', evse: 2, connector: null };
    const fixed = map([{ mapping: 'evse.yaml', with: { station: 'CS-1' } }], 'var/2', { e: 'x' });
    expect(fixed.arrivals[0]?.subject).toEqual(subject);
    const bridged = map([{ mapping: 'evse.yaml', prefix: 'depot/{station}/' }], 'depot/CS-1/var/2', {
      e: 'x',
    });
    expect(bridged.arrivals[0]?.subject).toEqual(subject);
    expect(map([{ mapping: 'evse.yaml', prefix: 'depot/{station}/' }], 'var/2', {}).problems[0]?.reason).toBe(
      'no_entry',
    );
  });

  it('are one mapping that says which of them has a problem', () => {
    const both = [{ mapping: 'evse.yaml', with: { station: 'CS-1' } }, 'second.yaml'];
    expect(map(both, 'other', { x: 'y' }).arrivals).toHaveLength(1);
    expect(map(both, 'other', { x: '\u0000' }).problems[0]?.at).toBe(
      'second.yaml: messages[0].signals[0].problem',
    );
  });

  it('are refused with what to do about it', () => {
    expect(problemsOf('evse.yaml')).toEqual([
      'evse.yaml needs a value of `station`: give one: `with: { station: … }`, or a prefix with `{station}`',
    ]);
    expect(problemsOf({ mapping: 'second.yaml', with: { evse: 1 }, prefix: '' })).toEqual([
      'second.yaml has no parameter `evse`: remove it',
    ]);
    expect(problemsOf({ mapping: 'second.yaml', prefix: 'depot/#/' })).toEqual([
      'the prefix `depot/#/` cannot be used: write whole levels and a slash at the end: depot/{station}/',
    ]);
    expect(problemsOf('gone.yaml')).toEqual([
      'the mapping gone.yaml cannot be read: no such file: correct its name',
    ]);
    expect(problemsOf('nobody')[0]).toContain('there is no mapping `nobody`');
    expect(problemsOf('sick.yaml', 'gone.yaml')).toHaveLength(2);
  });
});
