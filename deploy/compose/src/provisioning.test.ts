import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { mountsOf, readComposeFile } from './compose-file.ts';

const ROOT = resolve(__dirname, '..', '..', '..');
const { services } = readComposeFile(join(ROOT, 'docker-compose.yml'));
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const yaml = (...path: string[]): unknown => parse(read(...path));

const datasources = z
  .object({ datasources: z.array(z.object({ uid: z.string(), type: z.string(), url: z.url() })) })
  .parse(yaml('deploy/grafana/provisioning/datasources/firstcharge.yaml')).datasources;
const apps = z.object({
  apps: z
    .array(
      z.strictObject({
        type: z.string(),
        org_id: z.literal(1),
        disabled: z.literal(false),
        jsonData: z.record(z.string(), z.string()),
        secureJsonData: z.record(z.string(), z.string()),
      }),
    )
    .length(1),
});
const appOf = (...path: string[]) => apps.parse(yaml(...path)).apps[0]!;
const plugin = z
  .object({ id: z.string(), routes: z.array(z.unknown()) })
  .parse(JSON.parse(read('grafana-plugin/src/plugin.json')));
const collector = z
  .object({ extensions: z.object({ api: z.record(z.string(), z.string()) }) })
  .parse(yaml('deploy/compose/firstcharge.yaml')).extensions.api;

/** Names that the plugin's routes take from the settings. */
const wanted = (kind: string): string[] => [
  ...new Set(
    [...JSON.stringify(plugin.routes).matchAll(new RegExp(`\\.${kind}\\.(\\w+)`, 'g'))].map(
      ([, name = '']) => name,
    ),
  ),
];
/** What a path in a container of `name` is: a file or folder of the project, or a volume. */
const mounted = (name: string, path: string): string | undefined =>
  mountsOf(services[name]!).find(({ target }) => path === target || path.startsWith(`${target}/`))?.source;

describe('what Grafana is provisioned with', () => {
  it.each(datasources)(
    '$type is a service of docker-compose.yml, at the port at which it listens',
    ({ url }) => {
      const { hostname, port } = new URL(url);
      const { ports = [], healthcheck } = services[hostname]!;
      // Either it is published, or its own health is asked there.
      expect([...ports, ...(healthcheck?.test ?? [])].join(' ')).toContain(`:${port}`);
    },
  );

  it('has the dashboards where the provider looks for them', () => {
    const { providers } = z
      .object({ providers: z.array(z.object({ options: z.object({ path: z.string() }) })) })
      .parse(yaml('deploy/grafana/provisioning/dashboards/firstcharge.yaml'));
    for (const { options } of providers) expect(mounted('grafana', options.path)).toBe('./dashboards/json');
  });

  it('is the app with the API of the collector, and the tokens that the collector takes', () => {
    const app = appOf('deploy/grafana/provisioning/plugins/firstcharge.yaml');
    expect(app.type).toBe(plugin.id);
    expect(app.jsonData['apiUrl']).toBe(`http://collector:${collector['endpoint']?.split(':')[1]}`);
    expect(datasources.map(({ uid }) => uid)).toContain(app.jsonData['datasourceUid']);
    expect(Object.keys(app.secureJsonData).sort()).toEqual(wanted('SecureJsonData').sort());
    for (const [name, value] of Object.entries(app.secureJsonData)) {
      const path = /^\$__file\{(.+)\}$/.exec(value)?.[1] ?? '';
      expect(path).toBe(collector[`${name.replace('Token', '')}_token_file`]);
      for (const service of ['grafana', 'collector', 'tokens']) expect(mounted(service, path)).toBe('tokens');
    }
  });

  it('has a password of its own for the administrator, which nobody can know before', () => {
    const { environment } = z
      .object({ environment: z.record(z.string(), z.string()) })
      .parse(services['grafana']);
    expect(environment).not.toHaveProperty('GF_SECURITY_ADMIN_PASSWORD');
    expect(mounted('grafana', environment['GF_SECURITY_ADMIN_PASSWORD__FILE'] ?? '')).toBe('tokens');
  });

  it('alerts of its own, where they are wanted, on a data source that is there', () => {
    for (const name of readdirSync(join(ROOT, 'alert-rules', 'grafana'))) {
      const uids = [...read('alert-rules', 'grafana', name).matchAll(/datasourceUid: (\S+)/g)].map(
        ([, uid]) => uid,
      );
      expect(uids.length).toBeGreaterThan(0);
      for (const uid of new Set(uids))
        expect(['__expr__', ...datasources.map((one) => one.uid)]).toContain(uid);
    }
  });

  it('has a sample that takes the same settings from the environment, and no secret in it', () => {
    const sample = appOf('grafana-plugin/provisioning/plugins/apps.yaml');
    const app = appOf('deploy/grafana/provisioning/plugins/firstcharge.yaml');
    expect(Object.keys(sample.jsonData)).toEqual(Object.keys(app.jsonData));
    expect(Object.keys(sample.secureJsonData)).toEqual(Object.keys(app.secureJsonData));
    expect(wanted('JsonData')).toEqual(['apiUrl']);
    for (const value of Object.values(sample.secureJsonData))
      expect(value).toMatch(/^\$FIRSTCHARGE_[A-Z]+_TOKEN$/);
  });
});
