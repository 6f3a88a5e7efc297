import { describe, expect, it } from '@jest/globals';
import { EMPTY_INVENTORY } from '../../inventory/inventory.ts';
import type { Batch } from '../../model/batch.ts';
import { mqttConfig } from '../../receivers/mqtt/config.ts';
import { MqttReceiver } from '../../receivers/mqtt/mqtt.ts';
import { ocppWsConfig } from '../../receivers/ocpp_ws/config.ts';
import { OcppWsReceiver } from '../../receivers/ocpp_ws/ocpp-ws.ts';
import { TelemetryGate } from './telemetry-gate.ts';

const gateway = new OcppWsReceiver(
  { id: 'ocpp_ws', redact: (frame) => frame },
  ocppWsConfig.parse({
    listen: { host: '127.0.0.1', port: 0 },
    upstream: { url: 'ws://127.0.0.1:1/{station}' },
  }),
);
const mqtt = new MqttReceiver(
  {
    ...{ id: 'mqtt', mapping: { file: '', parameters: [], entries: [] }, inventory: () => EMPTY_INVENTORY },
    ...{ hash: String, warn: () => undefined, now: () => 0 },
  },
  mqttConfig.parse({ broker: 'mqtt://localhost:1', mappings: ['-'] }),
);

const BATCH: Batch = { arrivals: [{ kind: 'tick', receivedAt: 1 }] };

/** A stream that comes to the present when it is told to. */
function stream(): {
  accepted: Batch[];
  arrive: () => void;
  accept: (batch: Batch) => Promise<void>;
  abreast: Promise<void>;
} {
  const accepted: Batch[] = [];
  let arrive: () => void = () => undefined;
  const abreast = new Promise<void>((resolve) => (arrive = resolve));
  return { accepted, abreast, arrive: () => arrive(), accept: async (batch) => void accepted.push(batch) };
}

describe('the gate of telemetry', () => {
  it('is shut until gateways have told what they kept', async () => {
    const { accepted, arrive, ...rest } = stream();
    const gate = new TelemetryGate(rest, [gateway, mqtt]);
    const waiting = gate.nextOf(mqtt)(BATCH);
    await gate.nextOf(gateway)(BATCH);
    expect(accepted).toHaveLength(1);
    arrive();
    await waiting;
    expect(accepted).toHaveLength(2);
  });

  it('is open where there are none', async () => {
    const { accepted, ...rest } = stream();
    await new TelemetryGate(rest, [mqtt]).nextOf(mqtt)(BATCH);
    expect(accepted).toHaveLength(1);
  });

  it('lets nothing through when we stop, so that senders keep what they have', async () => {
    const { accepted, ...rest } = stream();
    const gate = new TelemetryGate(rest, [gateway, mqtt]);
    const waiting = gate.nextOf(mqtt)(BATCH);
    gate.release();
    await expect(waiting).rejects.toThrow('stopping');
    expect(accepted).toEqual([]);
  });
});
