import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIG_VARIABLE, readGatewayConfig } from './read-config.ts';

const config = { upstream: { url: 'ws://cpms/{station}' }, channel: { host: '127.0.0.1', port: 9_700 } };

describe('the configuration of the gateway process', () => {
  it('comes from the file that is named, or else from the environment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-config-'));
    const file = join(folder, 'gateway.json');
    await writeFile(file, JSON.stringify({ ...config, listen: { port: 7_000 } }));
    const env = { [CONFIG_VARIABLE]: JSON.stringify(config) };
    expect(await readGatewayConfig([file], env)).toMatchObject({
      ok: true,
      value: { listen: { port: 7_000 } },
    });
    expect(await readGatewayConfig([], env)).toMatchObject({ ok: true, value: { listen: { port: 9_000 } } });
    await rm(folder, { recursive: true });
  });

  it.each([
    ['nothing', {}, 'no configuration'],
    ['no JSON', { [CONFIG_VARIABLE]: '{' }, 'JSON'],
    ['a wrong key', { [CONFIG_VARIABLE]: JSON.stringify({ ...config, ring: 1 }) }, 'ring'],
  ])('is an error that says why when there is %s', async (_, env, word) => {
    const result = await readGatewayConfig([], env);
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'permanent', message: expect.stringContaining(word) },
    });
  });

  it('is an error when the file cannot be read', async () => {
    const result = await readGatewayConfig(['/does/not/exist'], {});
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining('ENOENT') } });
  });
});
