import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { OtlpSink } from '../../exporters/otlp/testdata/otlp-sink.ts';

/** An OTLP sink that also keeps every body, byte for byte, as it was before compression. */
export class OtlpRelay {
  readonly sink = new OtlpSink();
  readonly bodies: { readonly path: string; readonly bytes: Buffer }[] = [];
  readonly #server = createServer((request, response) => void this.#relay(request, response));

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  async start(): Promise<void> {
    await this.sink.start();
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await this.sink.stop();
  }

  /** Bodies of one path, in order. */
  bytesOf(path: string): Buffer[] {
    return this.bodies.filter((body) => body.path === path).map(({ bytes }) => bytes);
  }

  async #relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(Buffer.from(piece));
    const raw = Buffer.concat(pieces);
    const path = request.url ?? '';
    const isZipped = request.headers['content-encoding'] === 'gzip';
    this.bodies.push({ path, bytes: isZipped ? gunzipSync(raw) : raw });
    const answer = await fetch(`${this.sink.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': request.headers['content-type'] ?? '',
        ...(isZipped && { 'content-encoding': 'gzip' }),
      },
      body: raw,
    });
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  }
}
