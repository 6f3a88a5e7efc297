import type { Config } from '../../config/config.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { IdentityHash } from '../../ocpp/identity-hash.ts';
import { createRedact } from '../../ocpp/redaction.ts';
import { httpJsonConfig } from '../../receivers/http_json/config.ts';
import { httpJsonFactory } from '../../receivers/http_json/factory.ts';
import { mqttConfig } from '../../receivers/mqtt/config.ts';
import { mqttFactory } from '../../receivers/mqtt/factory.ts';
import { ocppLogConfig } from '../../receivers/ocpp_log/config.ts';
import { ocppLogFactory } from '../../receivers/ocpp_log/factory.ts';
import { ocppWsConfig } from '../../receivers/ocpp_ws/config.ts';
import { ocppWsFactory } from '../../receivers/ocpp_ws/factory.ts';
import { otlpReceiverConfig } from '../../receivers/otlp/config.ts';
import { otlpReceiverFactory } from '../../receivers/otlp/factory.ts';
import type { Receiver } from '../../receivers/receiver.ts';
import type { ReceiverMappings } from '../receiver-mappings.ts';

/** What receivers are given besides their config. */
export interface ReceiverContext {
  readonly hash: IdentityHash;
  readonly mappings: ReceiverMappings;
  /** The one in use at this moment. */
  readonly inventory: () => Inventory;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly now: () => number;
  readonly warn: (message: string) => void;
}

/** The receivers that a pipeline names. */
export function receiversOf(config: Config, context: ReceiverContext): Receiver[] {
  const named = new Set(Object.values(config.service.pipelines).flatMap((pipeline) => pipeline.receivers));
  const redact = createRedact(context.hash);
  return [...config.receivers.values()].flatMap(({ id, type, written }): Receiver[] => {
    if (!named.has(id)) return [];
    if (type === ocppWsFactory.type)
      return [ocppWsFactory.create({ id, redact }, ocppWsConfig.parse(written ?? {}))];
    if (type === otlpReceiverFactory.type)
      return [otlpReceiverFactory.create({ id, now: context.now }, otlpReceiverConfig.parse(written ?? {}))];
    const mapping = context.mappings.get(id);
    if (mapping !== undefined) {
      const { hash, inventory, now, warn } = context;
      const settings = { id, mapping, inventory, hash, now, warn };
      return type === mqttFactory.type
        ? [mqttFactory.create(settings, mqttConfig.parse(written ?? {}))]
        : [httpJsonFactory.create(settings, httpJsonConfig.parse(written ?? {}))];
    }
    const onFailure = (failure: { readonly message: string }): void =>
      context.warn(`${id}: ${failure.message}`);
    return [
      ocppLogFactory.create(
        { id, redact, onFailure, stdin: context.stdin },
        ocppLogConfig.parse(written ?? {}),
      ),
    ];
  });
}
