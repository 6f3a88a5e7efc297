import { renderGrafana } from './grafana.ts';
import type { Params } from './params.ts';
import { renderRules } from './render.ts';
import type { RuleFile } from './rule.ts';

/** Folders that are written whole: what is in them and comes from no source is left over. */
export const OUTPUT_FOLDERS = ['rules', 'grafana'] as const;

/** What is rendered: path below `alert-rules/` → text. */
export function outputsOf(files: readonly RuleFile[], params: Params): ReadonlyMap<string, string> {
  const options = {
    datasourceUid: params.get('grafana.datasource_uid') ?? 'prometheus',
    folder: params.get('grafana.folder') ?? 'Firstcharge',
  };
  const outputs = new Map<string, string>();
  for (const file of files) {
    outputs.set(`rules/${file.name}`, renderRules(file));
    const grafana = renderGrafana(file, options);
    if (grafana !== null) outputs.set(`grafana/${file.name}`, grafana);
  }
  return outputs;
}
