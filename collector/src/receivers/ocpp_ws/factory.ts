import { ocppWsConfig, type OcppWsConfig } from './config.ts';
import { OcppWsReceiver, type OcppWsSettings } from './ocpp-ws.ts';

/** How the service makes `ocpp_ws` receivers. */
export const ocppWsFactory = {
  type: 'ocpp_ws',
  stability: 'beta',
  schema: ocppWsConfig,
  create: (settings: OcppWsSettings, config: OcppWsConfig): OcppWsReceiver =>
    new OcppWsReceiver(settings, config),
} as const;
