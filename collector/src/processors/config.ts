import { z } from 'zod';
import { capabilityConfig } from './capability/config.ts';
import { visitsConfig } from './fleet/config.ts';
import { patternsConfig } from './fleet/patterns/config.ts';
import { chargeFlowConfig } from './station/charge_flow/config.ts';
import { contactConfig } from './station/contact/config.ts';
import { telemetryConfig } from './telemetry/config.ts';

/** `processors:` of the configuration. */
export const processorsConfig = z.strictObject({
  capability: capabilityConfig.prefault({}),
  charge_flow: chargeFlowConfig.prefault({}),
  contact: contactConfig.prefault({}),
  visits: visitsConfig.prefault({}),
  patterns: patternsConfig.prefault({}),
  telemetry: telemetryConfig.prefault({}),
});

export type ProcessorsConfig = z.infer<typeof processorsConfig>;

/** The defaults. */
export const PROCESSORS_DEFAULTS: ProcessorsConfig = processorsConfig.parse({});
