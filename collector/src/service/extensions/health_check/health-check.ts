import { createServer, type Server } from 'node:http';
import { ok, permanent, failed, type Result } from '../../../model/result.ts';
import type { HealthCheckConfig } from './config.ts';

/**
 * `/-/healthy` answers 200 while the process lives, `/-/ready` 200 while it takes input and 503 before and after, as
 * Prometheus and Alertmanager do.
 */
export class HealthCheck {
  readonly #config: HealthCheckConfig;
  readonly #isReady: () => boolean;
  readonly #server: Server;

  constructor(config: HealthCheckConfig, isReady: () => boolean) {
    this.#config = config;
    this.#isReady = isReady;
    this.#server = createServer((request, response) => {
      const status = this.#statusOf(request.url ?? '/');
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(status === 200 ? 'ok\n' : `${status === 503 ? 'not ready' : 'not found'}\n`);
    });
    this.#server.requestTimeout = 5_000;
    this.#server.maxConnections = 64;
  }

  start(): Promise<Result<void>> {
    const { host, port } = this.#address();
    return new Promise((resolve) => {
      this.#server.once('error', (error) => {
        resolve(
          failed(permanent(`health_check cannot listen on ${this.#config.endpoint}: ${error.message}`)),
        );
      });
      this.#server.listen(port, host, () => resolve(ok(undefined)));
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #statusOf(url: string): number {
    if (url === '/-/healthy') return 200;
    if (url === '/-/ready') return this.#isReady() ? 200 : 503;
    return 404;
  }

  #address(): { host: string; port: number } {
    const at = this.#config.endpoint.lastIndexOf(':');
    return {
      host: this.#config.endpoint.slice(0, at).replace(/^\[|\]$/g, ''),
      port: Number(this.#config.endpoint.slice(at + 1)),
    };
  }
}
