import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { until as eventually } from '../../gateway/test-bench.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import type { TelemetryArrival } from '../../model/telemetry.ts';
import type { Batch } from '../../model/batch.ts';
import { parseMapping } from '../mapping/mapping.ts';
import { mqttConfig } from './config.ts';
import { MqttReceiver } from './mqtt.ts';
import { Mosquitto } from './testkit/mosquitto.ts';

const tls = (name: string): string =>
  join(import.meta.dirname, '..', '..', 'gateway', 'testdata', 'tls', name);

const MAPPING = `messages:
  - topic: 'meters/{serial}/values'
    subject: { feeder: { by: meter, is: '{serial}' } }
    time: { from: $.at, as: epoch_ms }
    signals: [{ reading: power_watts, value: $.p }]
  - topic: 'pay/{tid}'
    subject: { terminal: { by: tid, is: '{tid}' } }
    event: $.id
    signals: [{ payment: $.state }]
`;
const INVENTORY = `sites: [{ id: north, feeders: [{ id: main, external_ids: { meter: M-1 } }] }]
terminals: [{ id: T-1, site: north, external_ids: { tid: '8988001122' } }]
`;

const until = (condition: () => boolean): Promise<void> => eventually(condition.toString(), condition);

/** What a receiver handed on, and whether the journal takes it. */
class Journal {
  readonly arrivals: TelemetryArrival[] = [];
  /** Resolves what waits; while it is closed nothing becomes durable. */
  open = true;
  refusals = 0;

  readonly next = async ({ arrivals }: Batch): Promise<void> => {
    if (!this.open) {
      this.refusals += 1;
      throw new Error('the disk is full');
    }
    for (const arrival of arrivals) if (arrival.kind === 'telemetry') this.arrivals.push(arrival);
  };

  get values(): unknown[] {
    return this.arrivals.map(({ observation }) =>
      observation.kind === 'reading'
        ? observation.value
        : observation.kind === 'payment'
          ? observation.phase
          : null,
    );
  }
}

let broker: Mosquitto;
const stops: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  broker = await Mosquitto.start();
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await broker.stop();
});

interface Running {
  readonly receiver: MqttReceiver;
  readonly journal: Journal;
  readonly warnings: string[];
}

async function receive(config: object = {}, port = broker.port, scheme = 'mqtt'): Promise<Running> {
  const mapping = parseMapping('m.yaml', MAPPING);
  const inventory = loadInventory({ file: 'i.yaml', text: INVENTORY, defaultSite: 'default' });
  if (!mapping.ok || !inventory.ok) throw new Error('the test is wrong');
  const warnings: string[] = [];
  const receiver = new MqttReceiver(
    {
      id: 'mqtt/depot',
      mapping: mapping.value,
      inventory: () => inventory.value,
      hash: (id) => `~${id.length}`,
      warn: (message) => void warnings.push(message),
      now: Date.now,
    },
    mqttConfig.parse({
      broker: `${scheme}://localhost:${port}`,
      client_id: 'collector',
      mappings: ['-'],
      reconnect: { initial: '20ms', max: '50ms' },
      ...config,
    }),
  );
  const journal = new Journal();
  const started = await receiver.start(journal.next);
  if (!started.ok) throw new Error(started.error.message);
  stops.push(() => receiver.stop());
  return { receiver, journal, warnings };
}

async function subscribed(config: object = {}): Promise<Running> {
  const running = await receive(config);
  await until(() => running.receiver.isConnected);
  return running;
}

async function sender(options: object = {}): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://localhost:${broker.port}`, {
    reconnectPeriod: 20,
    clientId: 'sender',
    clean: false,
    ...options,
  });
  stops.push(() => client.endAsync(true));
  return client;
}

const power = (p: number, at?: number): string => JSON.stringify({ p, ...(at !== undefined && { at }) });

describe('an mqtt receiver at a real Mosquitto', () => {
  it.each(['3.1.1', 5])('takes what its mappings know, over MQTT %s', async (version) => {
    const { receiver, journal } = await subscribed({ version });
    const client = await sender();
    await client.publishAsync('meters/M-1/values', power(1_200, 1_790_000_000_000), { qos: 1 });
    await client.publishAsync('pay/8988001122', '{"id":"a","state":"declined"}');
    await until(() => journal.arrivals.length === 2);
    expect(journal.arrivals).toEqual([
      expect.objectContaining({
        source: 'mqtt/depot',
        observedAt: 1_790_000_000_000,
        subject: { of: 'site', site: 'north', feeder: 'main' },
        observation: { kind: 'reading', quantity: 'power_watts', value: 1_200, location: '', phase: '' },
      }),
      expect.objectContaining({
        subject: { of: 'terminal', terminal: 'T-1' },
        event: expect.stringMatching(/^~/),
      }),
    ]);
    expect(receiver.counts).toMatchObject({ messages: 2, accepted: 2, duplicates: 0 });
  });

  it('loses nothing and takes nothing twice when the broker is started again', async () => {
    const { receiver, journal } = await subscribed();
    const client = await sender();
    const sent: Promise<unknown>[] = [];
    for (let value = 0; value < 100; value += 1) {
      if (value === 50) {
        await Promise.all(sent);
        await broker.pause();
        // While it is away senders keep what they have.
        void broker.resume();
      }
      sent.push(client.publishAsync('meters/M-1/values', power(value), { qos: 1 }));
    }
    await Promise.all(sent);
    await until(() => new Set(journal.values).size === 100);
    await until(() => receiver.waiting === 0);
    const { duplicates, messages } = receiver.counts;
    // A sender whose acknowledgement was lost sends again, too: that is another message to everybody.
    expect(journal.arrivals.length).toBe(messages - duplicates);
    expect(journal.values.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, value) => value));
    expect(receiver.counts.disconnects).toBeGreaterThan(0);
  });

  it('does not acknowledge before the journal has it: what it cannot keep comes again', async () => {
    const first = await subscribed();
    first.journal.open = false;
    const client = await sender();
    await client.publishAsync('pay/8988001122', '{"id":"a","state":"declined"}', { qos: 1 });
    await until(() => first.journal.refusals > 0);
    await stops.splice(stops.length - 2, 1)[0]?.();
    // The next run, under the same name, is given it once more.
    const second = await receive();
    await until(() => second.journal.arrivals.length === 1);
    expect(second.journal.values).toEqual(['declined']);
    await stops.pop()?.();
    const third = await subscribed();
    await client.publishAsync('meters/M-1/values', power(7), { qos: 1 });
    await until(() => third.journal.arrivals.length > 0);
    expect(third.journal.values).toEqual([7]);
  });

  it('counts what the broker delivers again once', async () => {
    const { receiver, journal } = await subscribed();
    journal.open = false;
    const client = await sender();
    for (let value = 0; value < 10; value += 1)
      await client.publishAsync('meters/M-1/values', power(value), { qos: 1 });
    await until(() => journal.refusals > 0 && receiver.counts.messages === 10);
    // Not one of them is acknowledged when the connection breaks.
    await broker.pause('SIGTERM');
    await broker.resume();
    await until(() => receiver.counts.duplicates === 10);
    journal.open = true;
    await until(() => journal.arrivals.length >= 10);
    expect(journal.values).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('does not acknowledge what the broker delivers again either, before the journal has it', async () => {
    const first = await subscribed();
    first.journal.open = false;
    const client = await sender();
    for (let value = 0; value < 5; value += 1)
      await client.publishAsync('meters/M-1/values', power(value), { qos: 1 });
    await until(() => first.journal.refusals > 0 && first.receiver.counts.messages === 5);
    await broker.pause('SIGTERM');
    await broker.resume();
    await until(() => first.receiver.counts.duplicates === 5);
    // It ends without having kept one of them.
    await first.receiver.stop();
    const second = await receive();
    await until(() => second.journal.arrivals.length === 5);
    expect(second.journal.values).toEqual([0, 1, 2, 3, 4]);
  });

  it('counts and explains what it does not understand, without showing it', async () => {
    const { receiver, journal, warnings } = await subscribed({
      topics: ['#'],
      limits: { message_size: 1_024 },
    });
    const client = await sender();
    const send = (topic: string, payload: string | Buffer): Promise<unknown> =>
      client.publishAsync(topic, payload, { qos: 1 });
    await send('meters/M-1/values', Buffer.from([0xff, 0x00, 0x7b]));
    await send('meters/M-1/values', '{"p":"secret-word"}');
    await send('meters/M-1/values', power(1, 1));
    await send('pay/89887766', '{"id":"x","state":"declined"}');
    await send('pay/8988001122', '{"id":"x","state":"exploded","iccid":"8988001122"}');
    await send('other/8988001122', '{}');
    await send('meters/M-1/values', power(1).padEnd(2_000));
    await send('meters/M-1/values', power(42));
    await until(() => journal.arrivals.length === 1 && receiver.waiting === 0);
    expect(journal.values).toEqual([42]);
    expect(Object.fromEntries(receiver.intake.problems)).toMatchObject({
      ...{
        unreadable: 1,
        bad_value: 1,
        bad_time: 1,
        unknown_device: 1,
        unknown_word: 1,
        no_entry: 1,
        unmapped_field: 1,
      },
    });
    expect(receiver.counts.tooLong).toBe(1);
    const told = warnings.join('\n');
    expect(told).toContain(
      'mqtt/depot: unknown_device messages[1].subject (tid ~8): the inventory does not know the device',
    );
    expect(told).not.toMatch(/8988|secret-word|exploded/);
  });

  it('does not take retained messages of unknown age for news', async () => {
    const client = await sender();
    await client.publishAsync('meters/M-1/values', power(1), { qos: 1, retain: true });
    await client.publishAsync('meters/M-1/values/x', power(1), { qos: 1, retain: true });
    const { receiver, journal } = await subscribed();
    await until(() => receiver.counts.retained === 1);
    await client.publishAsync('meters/M-1/values', power(2, Date.now() - 60_000), { qos: 1, retain: true });
    await until(() => journal.arrivals.length === 1);
    expect(journal.values).toEqual([2]);
    await stops.pop()?.();
    const again = await receive({ client_id: 'another' });
    await until(() => again.journal.arrivals.length === 1);
    expect(again.journal.arrivals[0]?.observedAt).toBeLessThan(Date.now() - 59_000);
  });

  it('shares messages with the other collectors of its group', async () => {
    const one = await subscribed({ share: 'fc', client_id: 'one' });
    const other = await subscribed({ share: 'fc', client_id: 'other' });
    const client = await sender();
    for (let value = 0; value < 20; value += 1)
      await client.publishAsync('meters/M-1/values', power(value), { qos: 1 });
    await until(() => one.journal.arrivals.length + other.journal.arrivals.length === 20);
    expect(one.journal.arrivals.length).toBeGreaterThan(0);
    expect(other.journal.arrivals.length).toBeGreaterThan(0);
    expect(new Set([...one.journal.values, ...other.journal.values]).size).toBe(20);
  });

  it('waits for a broker that is not there, and can be stopped meanwhile', async () => {
    await broker.pause();
    const { receiver, journal, warnings } = await receive();
    await until(() => receiver.counts.disconnects > 1);
    expect(warnings.join('\n')).toContain('mqtt/depot: ');
    await broker.resume();
    await until(() => receiver.isConnected);
    await broker.pause();
    await until(() => !receiver.isConnected);
    await receiver.stop();
    expect(journal.arrivals).toEqual([]);
  });

  it('lets the broker wait when its queue is full', async () => {
    const { receiver, journal } = await subscribed({ limits: { queue: 5 } });
    journal.open = false;
    const client = await sender();
    for (let value = 0; value < 50; value += 1)
      await client.publishAsync('meters/M-1/values', power(value), { qos: 1 });
    await until(() => journal.refusals > 0);
    expect(receiver.waiting).toBeLessThanOrEqual(6);
    journal.open = true;
    await until(() => journal.arrivals.length === 50);
    expect(journal.values).toEqual(Array.from({ length: 50 }, (_, value) => value));
  });
});

describe('an mqtt receiver at a broker with TLS and passwords', () => {
  let directory = '';
  let secured: Mosquitto;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'firstcharge-passwords-'));
    execFileSync('mosquitto_passwd', ['-b', '-c', join(directory, 'passwords'), 'collector', 'open sesame']);
    secured = await Mosquitto.start([
      'allow_anonymous false',
      `password_file ${join(directory, 'passwords')}`,
      `cafile ${tls('ca.pem')}`,
      `certfile ${tls('server.pem')}`,
      `keyfile ${tls('server.key')}`,
      'require_certificate true',
    ]);
  });
  afterAll(async () => {
    await secured.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const files = { ca_file: tls('ca.pem'), cert_file: tls('client.pem'), key_file: tls('client.key') };

  it('comes in with its certificate and password', async () => {
    const { receiver } = await receive(
      { tls: files, username: 'collector', password: 'open sesame' },
      secured.port,
      'mqtts',
    );
    await until(() => receiver.isConnected);
    expect(receiver.counts.disconnects).toBe(0);
  });

  it('says why it cannot, without the password, and goes on trying', async () => {
    const { receiver, warnings } = await receive(
      { tls: files, username: 'collector', password: 'wrong-word' },
      secured.port,
      'mqtts',
    );
    await until(() => receiver.counts.disconnects > 1);
    expect(receiver.isConnected).toBe(false);
    expect(warnings.join('\n')).toMatch(/mqtt\/depot: .*Not authorized/i);
    expect(warnings.join('\n')).not.toContain('wrong-word');
    await expect(receive({ tls: { ca_file: 'gone.pem' } })).rejects.toThrow('gone.pem cannot be read');
  });
});
