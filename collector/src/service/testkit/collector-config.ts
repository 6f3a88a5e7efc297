/** The places of one collector under test. */
export interface CollectorPlaces {
  readonly folder: string;
  readonly cpmsPort: number;
  readonly metricsPort: number;
  readonly healthPort: number;
  /** null: no OTLP. */
  readonly otlpUrl: string | null;
}

/** The handshake timer, seconds. */
export const HANDSHAKE_SECONDS = 3;

export const gatewaySettings = ({ folder, cpmsPort }: CollectorPlaces): object => ({
  listen: { host: '127.0.0.1', port: 0 },
  upstream: { url: `ws://127.0.0.1:${cpmsPort}/{station}` },
  channel: { path: `${folder}/gateway.sock` },
  timeouts: { drain: '300ms' },
});

/** A whole config with timers so short that a test need not wait for them. JSON is YAML. */
export function collectorConfig(places: CollectorPlaces): string {
  const { folder, metricsPort, healthPort, otlpUrl } = places;
  return JSON.stringify({
    receivers: { ocpp_ws: gatewaySettings(places) },
    processors: {
      charge_flow: {
        authorize_seconds: 6,
        start_seconds: 6,
        handshake_ac_seconds: HANDSHAKE_SECONDS,
        handshake_dc_seconds: HANDSHAKE_SECONDS,
        unplug_seconds: 3,
        release_seconds: 3,
        floor_seconds: 1,
      },
      availability: null,
      visits: { lateness_seconds: 1, quiet_seconds: 1 },
    },
    exporters: {
      prometheus: { endpoint: `127.0.0.1:${metricsPort}` },
      ...(otlpUrl !== null && { otlp: { endpoint: otlpUrl, interval_seconds: 1 } }),
    },
    extensions: { health_check: { endpoint: `127.0.0.1:${healthPort}` } },
    service: {
      extensions: ['health_check'],
      pipelines: {
        charging: {
          receivers: ['ocpp_ws'],
          processors: ['charge_flow', 'availability', 'visits'],
          exporters: ['prometheus', ...(otlpUrl === null ? [] : ['otlp'])],
        },
      },
    },
    storage: { directory: `${folder}/storage` },
  });
}
