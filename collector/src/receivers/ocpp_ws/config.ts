import type { z } from 'zod';
import { gatewayConfigSchema } from '../../gateway/config.ts';

const { channel } = gatewayConfigSchema.shape;

/**
 * What users write under `receivers: ocpp_ws`. It is the configuration of the gateway process, too: what parses here
 * can be passed to it as JSON.
 */
export const ocppWsConfig = gatewayConfigSchema.extend({
  channel: channel.default({ path: '.firstcharge/gateway.sock' }),
});
export type OcppWsConfig = z.output<typeof ocppWsConfig>;
