import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../testkit/processes.ts';
import { healthCheckConfig } from './config.ts';
import { HealthCheck } from './health-check.ts';

let stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops) await stop();
  stops = [];
});

async function checked(
  isReady: () => boolean,
  host = '127.0.0.1',
): Promise<(path: string) => Promise<Response>> {
  const port = await freePort();
  const health = new HealthCheck(healthCheckConfig.parse({ endpoint: `${host}:${port}` }), isReady);
  expect(await health.start()).toMatchObject({ ok: true });
  stops.push(() => health.stop());
  return (path) => fetch(`http://${host}:${port}${path}`);
}

describe('the health check', () => {
  it('is healthy while the process lives, ready or not', async () => {
    const ask = await checked(() => false);
    const answer = await ask('/-/healthy');
    expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
  });

  it('is ready while input is taken, and unavailable before and after', async () => {
    let isReady = false;
    const ask = await checked(() => isReady);
    const before = (await ask('/-/ready')).status;
    isReady = true;
    const meanwhile = (await ask('/-/ready')).status;
    isReady = false;
    expect([before, meanwhile, (await ask('/-/ready')).status]).toEqual([503, 200, 503]);
  });

  it('knows no other path', async () => {
    const ask = await checked(() => true);
    expect((await ask('/metrics')).status).toBe(404);
  });

  it('answers on an IPv6 address', async () => {
    const ask = await checked(() => true, '[::1]');
    expect((await ask('/-/ready')).status).toBe(200);
  });

  it('says which endpoint is taken', async () => {
    const other: Server = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    stops.push(() => new Promise((resolve) => other.close(resolve)));
    const health = new HealthCheck(healthCheckConfig.parse({ endpoint: `127.0.0.1:${port}` }), () => true);
    const started = await health.start();
    expect(started).toMatchObject({
      ok: false,
      error: { kind: 'permanent', message: expect.stringContaining(`127.0.0.1:${port}`) },
    });
  });
});
