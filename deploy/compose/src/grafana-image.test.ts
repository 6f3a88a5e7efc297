import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { buildNatively } from './testkit/native-image.ts';

const ROOT = resolve(__dirname, '..', '..', '..');

describe('the image of Grafana', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grafana-image-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('copies all that the app is built from, and has the app in it', async () => {
    await buildNatively('deploy/images/grafana.Dockerfile', ROOT, folder, 'grafana-plugin');
    const dist = join(folder, 'grafana-plugin', 'dist');
    const plugin: unknown = JSON.parse(readFileSync(join(dist, 'plugin.json'), 'utf8'));
    expect(plugin).toMatchObject({ id: 'firstcharge-app', buildMode: 'production' });
    expect(existsSync(join(dist, 'module.js'))).toBe(true);
    expect(readdirSync(join(dist, 'dashboards'))).toEqual(readdirSync(join(ROOT, 'dashboards', 'json')));
  }, 240_000);
});
