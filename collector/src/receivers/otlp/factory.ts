import { otlpReceiverConfig, type OtlpReceiverConfig } from './config.ts';
import { OtlpReceiver, type OtlpReceiverSettings } from './otlp.ts';

/** How the service makes `otlp` receivers. */
export const otlpReceiverFactory = {
  type: 'otlp',
  stability: 'beta',
  schema: otlpReceiverConfig,
  create: (settings: OtlpReceiverSettings, config: OtlpReceiverConfig): OtlpReceiver =>
    new OtlpReceiver(settings, config),
} as const;
