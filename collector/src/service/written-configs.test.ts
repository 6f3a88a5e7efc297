import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../config/load-config.ts';
import { formatSourceError } from '../config/source-error.ts';
import { ok } from '../model/result.ts';
import { registry } from './components.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MAPPINGS = join('collector', 'catalogue', 'mappings');
const PAGES = [
  ...readdirSync(join(ROOT, MAPPINGS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(MAPPINGS, name, 'README.md')),
  join('docs', 'guides', 'bring-in-telemetry.md'),
  ...['mqtt', 'http_json', 'otlp'].map((name) => join('collector', 'src', 'receivers', name, 'README.md')),
];

/** Blocks of a page that show receivers, as parts of a config that names them. */
const configsIn = (page: string): readonly string[] =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/```yaml\n(receivers:\n[\s\S]*?)```/g)].map(
    ([, block = '']) => {
      const ids = [...block.matchAll(/^ {2}((?:mqtt|http_json|otlp)[a-z0-9_/]*):/gm)].map(([, id]) => id);
      const shown = block.replace(/^service:\n[\s\S]*/m, '');
      return `${shown}exporters: { debug: {} }\nservice: { pipelines: { main: { receivers: [${ids.join(', ')}], exporters: [debug] } } }\n`;
    },
  );

/** Every variable is set. */
const environment = new Proxy<Record<string, string>>({}, { get: () => 'x' });

describe('configs that the documentation shows', () => {
  it.each(PAGES)('in %s can be used as they stand', (page) => {
    const configs = configsIn(page);
    expect(configs).not.toEqual([]);
    for (const text of configs) {
      const config = loadConfig({ file: page, text, registry, environment, readFile: () => ok('x') });
      expect(config.ok ? [] : config.error.map(formatSourceError)).toEqual([]);
    }
  });
});
