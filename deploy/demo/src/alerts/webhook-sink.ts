import { once } from 'node:events';
import { createServer } from 'node:http';
import { z } from 'zod';

const notification = z.object({
  status: z.enum(['firing', 'resolved']),
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()),
      startsAt: z.string(),
      fingerprint: z.string(),
    }),
  ),
});

/** One alert of one notification, with the time at which it came, ms since the epoch. */
export type Notified = z.output<typeof notification>['alerts'][number] & { readonly at: number };

/** Takes Alertmanager's webhooks (version 4 of its payload) on a loopback port, and can be made to refuse them. */
export class WebhookSink {
  readonly alerts: Notified[] = [];
  /** Told of each alert as it comes. */
  onAlert: (alert: Notified) => void = () => undefined;
  /** Status that is answered; 503 makes Alertmanager try again. */
  status = 200;
  readonly #server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      if (this.status === 200) {
        const at = Date.now();
        const { alerts } = notification.parse(JSON.parse(Buffer.concat(pieces).toString()));
        for (const alert of alerts) {
          this.alerts.push({ ...alert, at });
          this.onAlert({ ...alert, at });
        }
      }
      response.writeHead(this.status).end();
    });
  });

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/alerts`;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** The first notification of an alert in a status, with these labels. */
  find(status: 'firing' | 'resolved', labels: Readonly<Record<string, string>>): Notified | undefined {
    return this.alerts.find(
      (alert) =>
        alert.status === status &&
        Object.entries(labels).every(([name, value]) => alert.labels[name] === value),
    );
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
