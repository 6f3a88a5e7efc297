import type { ComponentRegistry } from '../config/config.ts';
import { ocppLogFactory } from '../receivers/ocpp_log/factory.ts';

/** The component types that a config may name. */
export const registry: ComponentRegistry = {
  receivers: new Map([[ocppLogFactory.type, ocppLogFactory.schema]]),
  processors: new Map(),
  exporters: new Map(),
  extensions: new Map(),
};
