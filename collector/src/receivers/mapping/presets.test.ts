import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadInventory } from '../../inventory/load-inventory.ts';
import { EMPTY_INVENTORY, type Inventory } from '../../inventory/inventory.ts';
import type { TelemetryArrival } from '../../model/telemetry.ts';
import { createIdentityHash } from '../../ocpp/identity-hash.ts';
import { bindMapping } from './bind-mapping.ts';
import { mapMessage, type MappedMessage } from './map-message.ts';
import { parseMapping, type Mapping } from './mapping.ts';
import { signalText } from './testkit/signal-text.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', 'catalogue', 'mappings');
const PRESETS = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const RECEIVED_AT = Date.parse('2026-03-01T13:00:00Z');

const cases = z.array(
  z.strictObject({
    sample: z.string(),
    topic: z.string().optional(),
    path: z.string().optional(),
    with: z.record(z.string(), z.string()).default({}),
    says: z.array(z.string()),
  }),
);
type Case = z.output<typeof cases>[number];

const casesOf = (preset: string): readonly Case[] =>
  cases.parse(parse(readFileSync(join(ROOT, preset, 'testdata', 'cases.yaml'), 'utf8')));

function mappingOf(preset: string, values: Readonly<Record<string, string>>): Mapping {
  const file = join(ROOT, preset, 'mapping.yaml');
  const mapping = parseMapping(file, readFileSync(file, 'utf8'));
  if (!mapping.ok) throw new Error(JSON.stringify(mapping.error));
  const bound = bindMapping({ mapping: mapping.value, prefix: '', with: values, label: '' });
  if (!bound.ok) throw new Error(JSON.stringify(bound.error));
  return bound.value;
}

function fieldInventory(): Inventory {
  const file = join(ROOT, 'example-inventory.yaml');
  const loaded = loadInventory({ file, text: readFileSync(file, 'utf8'), defaultSite: 'default' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}
const inventory = fieldInventory();
const hash = createIdentityHash([Buffer.alloc(32, 7)]);

const payloadOf = (preset: string, { sample }: Case): Buffer =>
  readFileSync(join(ROOT, preset, 'testdata', sample));

function map(preset: string, given: Case, known: Inventory = inventory): MappedMessage {
  const context = { inventory: known, hash, source: 'preset', parameters: new Map<string, string>() };
  const topic = given.topic ?? given.path ?? '';
  const message = { topic, payload: payloadOf(preset, given), receivedAt: RECEIVED_AT };
  return mapMessage(message, mappingOf(preset, given.with), context);
}

/** Keys of the vendors' messages whose values belong to a person, a vehicle, a card or a SIM. */
const PERSONAL = /^(iccid|imsi|msisdn|mdn|imei|imeisv|evcc_id|pan|token|value|ip_address|ue_ip_address)$/;

function personalValues(value: unknown, key = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => personalValues(item, key));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => personalValues(inner, name));
  return typeof value === 'string' && PERSONAL.test(key) ? [value] : [];
}

const jsonOf = (preset: string, given: Case): unknown =>
  given.sample.endsWith('.json') ? JSON.parse(payloadOf(preset, given).toString('utf8')) : null;

describe.each(PRESETS)('the mapping of %s', (preset) => {
  it.each(casesOf(preset).map((given) => [given.sample, given] as const))(
    'reads all of %s and says what it should',
    (_sample, given) => {
      const { arrivals, problems } = map(preset, given);
      expect(problems).toEqual([]);
      expect(arrivals.map(signalText)).toEqual(given.says);
    },
  );

  it('lets nothing through that belongs to a person, a vehicle, a card or a SIM', () => {
    for (const given of casesOf(preset)) {
      const secrets = personalValues(jsonOf(preset, given));
      // Of a device that nobody knows, too: its address is what would be told of it.
      for (const known of [inventory, EMPTY_INVENTORY]) {
        const { arrivals, problems } = map(preset, given, known);
        const told = problems.filter(({ reason }) => reason !== 'unmapped_field');
        const text = JSON.stringify([arrivals, told]);
        for (const secret of secrets) expect(text).not.toContain(secret);
      }
    }
  });

  it('uses every file of its testdata, and explains itself', () => {
    const used = new Set(casesOf(preset).map(({ sample }) => sample));
    const files = readdirSync(join(ROOT, preset, 'testdata')).filter((name) => name !== 'cases.yaml');
    expect(files.filter((name) => !used.has(name))).toEqual([]);
    expect(existsSync(join(ROOT, preset, 'README.md'))).toBe(true);
  });
});

describe('the samples of the mappings', () => {
  const all = (): TelemetryArrival[] =>
    PRESETS.flatMap((preset) => casesOf(preset).flatMap((given) => map(preset, given).arrivals));

  it.each(['everest', 'teltonika', 'cradlepoint', 'emnify', '1nce', 'payment'])(
    'of %s hold what must not get through',
    (preset) => {
      expect(casesOf(preset).flatMap((given) => personalValues(jsonOf(preset, given)))).not.toEqual([]);
    },
  );

  it('cover stations, links, terminals and sites, and every kind of signal', () => {
    expect(new Set(all().map(({ subject }) => subject.of)).size).toBe(4);
    expect(new Set(all().map(({ observation }) => observation.kind)).size).toBe(5);
  });

  it('of events have names by which the same one is known again, and those of readings have none', () => {
    for (const { observation, event, observedAt } of all()) {
      if (observation.kind === 'reading') expect(event).toBeNull();
      else if (observedAt !== null) expect(event).toMatch(/^~/);
    }
  });
});
