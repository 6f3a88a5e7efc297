import { apiConfig } from '../api/config.ts';
import type { ComponentRegistry } from '../config/config.ts';
import { debugFactory } from '../exporters/debug/factory.ts';
import { otlpFactory } from '../exporters/otlp/factory.ts';
import { prometheusFactory } from '../exporters/prometheus/factory.ts';
import { capabilityConfig } from '../processors/capability/config.ts';
import { visitsConfig } from '../processors/fleet/config.ts';
import { chargeFlowConfig } from '../processors/station/charge_flow/config.ts';
import { contactConfig } from '../processors/station/contact/config.ts';
import { httpJsonConfig } from '../receivers/http_json/config.ts';
import { mqttConfig } from '../receivers/mqtt/config.ts';
import { ocppLogFactory } from '../receivers/ocpp_log/factory.ts';
import { ocppWsFactory } from '../receivers/ocpp_ws/factory.ts';
import { otlpReceiverFactory } from '../receivers/otlp/factory.ts';
import { healthCheckConfig } from './extensions/health_check/config.ts';

type Schema = ComponentRegistry['receivers'] extends ReadonlyMap<string, infer T> ? T : never;

/** Every component type that a config may name, with the schema of what is written under it. */
export const registry: ComponentRegistry = {
  receivers: new Map<string, Schema>([
    [ocppWsFactory.type, ocppWsFactory.schema],
    [ocppLogFactory.type, ocppLogFactory.schema],
    ['mqtt', mqttConfig],
    ['http_json', httpJsonConfig],
    [otlpReceiverFactory.type, otlpReceiverFactory.schema],
  ]),
  processors: new Map<string, Schema>([
    ['charge_flow', chargeFlowConfig],
    ['availability', contactConfig],
    ['visits', visitsConfig],
    ['capability', capabilityConfig],
  ]),
  exporters: new Map<string, Schema>([
    [prometheusFactory.type, prometheusFactory.config],
    [otlpFactory.type, otlpFactory.config],
    [debugFactory.type, debugFactory.config],
  ]),
  extensions: new Map<string, Schema>([
    ['health_check', healthCheckConfig],
    ['api', apiConfig],
  ]),
};
