import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = resolve(__dirname, '..', '..', '..');
const FOLDER = join(ROOT, '.github', 'workflows');
const step = z.looseObject({ run: z.string().optional(), uses: z.string().optional() });
const workflow = z.looseObject({
  permissions: z.object({ contents: z.literal('read') }),
  jobs: z.record(
    z.string(),
    z.looseObject({
      'timeout-minutes': z.number(),
      steps: z.array(step),
      strategy: z.looseObject({ matrix: z.record(z.string(), z.array(z.string())) }).optional(),
    }),
  ),
});
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const targets = new Set([...read('Makefile').matchAll(/^([a-z-]+):/gm)].map(([, target]) => target));
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  content: workflow.parse(parse(readFileSync(join(FOLDER, name), 'utf8'))),
}));

describe.each(workflows)('$name', ({ content }) => {
  const steps = Object.values(content.jobs).flatMap(({ steps: all }) => all);
  const commands = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

  it('makes what the Makefile has, and runs scripts that are there', () => {
    for (const command of commands) {
      const target = /\bmake ([a-z-]+)/.exec(command)?.[1];
      if (target !== undefined) expect(targets).toContain(target);
      const script = /\btoolchain\/[\w.-]+/.exec(command)?.[0];
      if (script !== undefined) expect([script, existsSync(join(ROOT, script))]).toEqual([script, true]);
    }
  });

  it('uses actions of a version', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@v\d+$/);
  });
});

describe('the versions of Grafana in which the app is tested', () => {
  const app = workflows.find(({ name }) => name === 'app.yml')?.content;
  const versions = app?.jobs['grafana']?.strategy?.matrix['version'] ?? [];
  const { dependencies } = z
    .object({ dependencies: z.object({ grafanaDependency: z.string() }) })
    .parse(JSON.parse(read('grafana-plugin/src/plugin.json')));

  it('begin with the oldest that it says it works in', () => {
    expect(`>=${versions[0]}`).toBe(dependencies.grafanaDependency);
  });

  it('end with the one that the image has, whose packages it is built with', () => {
    const image = /ARG GRAFANA_VERSION=(\S+)/.exec(read('deploy/images/grafana.Dockerfile'))?.[1];
    const packages = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('grafana-plugin/package.json')));
    expect(versions.at(-1)).toBe(image);
    expect(packages.dependencies['@grafana/data']).toBe(image);
  });
});
