import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { failed, ok, permanent } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import type { GatewayConfig } from './config.ts';
import type { DialSettings } from './dial.ts';
import { parseUpstreamTemplate } from './upstream-template.ts';

/** Reads the upstream's URL and our certificates for it. */
export async function dialSettings({
  upstream,
  timeouts,
  limits,
}: GatewayConfig): Promise<Result<DialSettings>> {
  const template = parseUpstreamTemplate(upstream.url);
  if (!template.ok) return template;
  try {
    const { ca_file, cert_file, key_file } = upstream.tls;
    const read = (file: string | undefined) => (file === undefined ? undefined : readFile(file));
    const [ca, cert, key] = await Promise.all([read(ca_file), read(cert_file), read(key_file)]);
    return ok({
      upstream: template.value,
      secureContext: template.value.tls
        ? createSecureContext({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) })
        : undefined,
      connectMs: timeouts.connect,
      handshakeMs: timeouts.handshake,
      keepaliveMs: timeouts.keepalive,
      headBytes: limits.handshake_bytes,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed(permanent(`upstream.tls: cannot use the certificate files: ${why}`));
  }
}
