import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Ports } from '../options.ts';

/** A free port for each use; each is held until all are found, since the system may give one twice that was let go. */
export async function freePorts(): Promise<Ports> {
  const held: ReturnType<typeof createServer>[] = [];
  const freePort = async (): Promise<number> => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    held.push(server);
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const ports: Ports = {
    prometheus: await freePort(),
    alertmanager: await freePort(),
    broker: await freePort(),
    metrics: await freePort(),
    stations: await freePort(),
    cpms: await freePort(),
    control: await freePort(),
    api: await freePort(),
    workbench: await freePort(),
    health: await freePort(),
  };
  for (const server of held) {
    server.close();
    await once(server, 'close');
  }
  return ports;
}
