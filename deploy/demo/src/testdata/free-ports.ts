import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Ports } from '../options.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A free loopback port for every use. */
export const freePorts = async (): Promise<Ports> => ({
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
});
