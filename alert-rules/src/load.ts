import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SourceError } from '@firstcharge/collector/config/source-error.ts';
import { failed, type Result } from '@firstcharge/collector/model/result.ts';
import { build, type Built } from './build.ts';
import { parseParams, type Params } from './params.ts';
import { parseRuleSource, type RuleSource } from './rule-source.ts';

/** The folder `alert-rules/` of this checkout. */
export const FOLDER = join(import.meta.dirname, '..');

/** Everything that is written by hand, read and filled in. Errors name files from the folder above `alert-rules`. */
export function loadRules(folder = FOLDER): Result<Built & { params: Params }, readonly SourceError[]> {
  const read = (...path: string[]): { name: string; text: string } => ({
    name: relative(join(folder, '..'), join(folder, ...path)),
    text: readFileSync(join(folder, ...path), 'utf8'),
  });
  const file = read('params.yaml');
  const params = parseParams(file.name, file.text);
  const errors: SourceError[] = params.ok ? [] : [...params.error];
  const sources: RuleSource[] = [];
  for (const name of readdirSync(join(folder, 'source')).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const { name: path, text } = read('source', name);
    const source = parseRuleSource(path, text);
    if (source.ok) sources.push({ ...source.value, file: name });
    else errors.push(...source.error);
  }
  if (!params.ok || errors.length > 0) return failed(errors);
  const built = build(sources, params.value);
  return built.ok ? { ok: true, value: { ...built.value, params: params.value } } : built;
}
