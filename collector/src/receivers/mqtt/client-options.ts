import { readFileSync } from 'node:fs';
import type { IClientOptions } from 'mqtt';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import type { MqttConfig } from './config.ts';

/** The largest packet that a broker may send: what is longer than `message_size` and shorter than this is counted. */
const MAX_PACKET = 16 * 1024 * 1024;
const CONNECT_MS = 10_000;

/** How the client connects. Fails when a file of the config cannot be read. */
export function clientOptions(config: MqttConfig, clientId: string): Result<IClientOptions> {
  const { version, username, password, tls = {}, keepalive, reconnect, session_expiry, limits } = config;
  const files: Partial<Record<'ca' | 'cert' | 'key', Buffer>> = {};
  for (const [name, path] of [
    ['ca', tls.ca_file],
    ['cert', tls.cert_file],
    ['key', tls.key_file],
  ] as const) {
    if (path === undefined) continue;
    try {
      files[name] = readFileSync(path);
    } catch (error) {
      return failed(
        permanent(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`),
      );
    }
  }
  return ok({
    ...files,
    ...(tls.server_name !== undefined && { servername: tls.server_name }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password: password.reveal() }),
    clientId,
    protocolVersion: version,
    // The broker keeps what comes while we are away.
    clean: false,
    keepalive: Math.max(1, Math.round(keepalive / 1_000)),
    connectTimeout: CONNECT_MS,
    reconnectPeriod: reconnect.initial,
    reconnectOnConnackError: true,
    resubscribe: false,
    queueQoSZero: false,
    ...(version === 5 && {
      properties: {
        sessionExpiryInterval: Math.min(0xfffffffe, Math.round(session_expiry / 1_000)),
        receiveMaximum: Math.min(65_535, limits.queue),
        maximumPacketSize: MAX_PACKET,
      },
    }),
  });
}
