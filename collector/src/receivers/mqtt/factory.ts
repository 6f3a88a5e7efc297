import { mqttConfig, type MqttConfig } from './config.ts';
import { MqttReceiver, type MqttSettings } from './mqtt.ts';

/** How the service makes `mqtt` receivers. */
export const mqttFactory = {
  type: 'mqtt',
  stability: 'beta',
  schema: mqttConfig,
  create: (settings: MqttSettings, config: MqttConfig): MqttReceiver => new MqttReceiver(settings, config),
} as const;
