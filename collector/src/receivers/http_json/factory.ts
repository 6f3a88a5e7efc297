import { httpJsonConfig, type HttpJsonConfig } from './config.ts';
import { HttpJsonReceiver, type HttpJsonSettings } from './http-json.ts';

/** How the service makes `http_json` receivers. */
export const httpJsonFactory = {
  type: 'http_json',
  stability: 'beta',
  schema: httpJsonConfig,
  create: (settings: HttpJsonSettings, config: HttpJsonConfig): HttpJsonReceiver =>
    new HttpJsonReceiver(settings, config),
} as const;
