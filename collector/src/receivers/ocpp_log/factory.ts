import { ocppLogConfig, type OcppLogConfig } from './config.ts';
import { OcppLogReceiver, type OcppLogSettings } from './ocpp-log.ts';

/** How the service makes `ocpp_log` receivers. */
export const ocppLogFactory = {
  type: 'ocpp_log',
  stability: 'beta',
  schema: ocppLogConfig,
  create: (settings: OcppLogSettings, config: OcppLogConfig): OcppLogReceiver =>
    new OcppLogReceiver(settings, config),
} as const;
