import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collectorConfig } from './testkit/collector-config.ts';
import { firstcharge, Folder, type RunningProcess } from './testkit/collector-process.ts';
import { freePort, isAlive, until } from './testkit/processes.ts';

const TOKEN = 'a-token-of-viewers-for-tests';

describe('the API of a running collector', () => {
  const folder = new Folder();
  let collector: RunningProcess;
  let api = '';
  let metrics = '';

  const answers = async (): Promise<boolean> => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    return (await fetch(`${api}/api/v1/flows`, { headers })).ok;
  };

  beforeAll(async () => {
    const [cpmsPort, metricsPort, healthPort] = [await freePort(), await freePort(), await freePort()];
    const endpoint = `127.0.0.1:${await freePort()}`;
    const written = collectorConfig({
      folder: folder.path,
      cpmsPort,
      metricsPort,
      healthPort,
      otlpUrl: null,
    });
    const config: { extensions: Record<string, unknown>; service: { extensions: string[] } } =
      JSON.parse(written);
    config.extensions['api'] = { endpoint, viewer_token: TOKEN };
    config.service.extensions.push('api');
    api = `http://${endpoint}`;
    metrics = `http://127.0.0.1:${metricsPort}/metrics`;
    collector = firstcharge(['run', '--config', folder.write('firstcharge.yaml', JSON.stringify(config))]);
    await until('the API answers', answers, 60_000);
  }, 90_000);
  afterAll(async () => {
    await collector.destroy();
    folder.remove();
  });

  it('is started again when it is killed, and takes nobody with it', async () => {
    const [first, stream, gateway] = [
      await collector.childWith('--only api'),
      await collector.childWith('--only stream'),
      await collector.childWith('gateway/process.ts'),
    ];
    process.kill(first, 'SIGKILL');
    const second = await collector.childWith('--only api', first);
    await until('the API answers again', answers, 60_000);
    expect([isAlive(second), isAlive(stream), isAlive(gateway)]).toEqual([true, true, true]);
    expect(await collector.childWith('--only stream')).toBe(stream);
    expect(await collector.childWith('gateway/process.ts')).toBe(gateway);
    expect((await fetch(metrics)).ok).toBe(true);
  }, 120_000);
});
