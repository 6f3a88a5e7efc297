import { z } from 'zod';
import { schemaProblems } from '../../config/schema-problems.ts';
import type { SourceError, SourceProblem } from '../../config/source-error.ts';
import { parseYaml } from '../../config/yaml-source.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { MaintenanceWindow } from '../../inventory/maintenance/window.ts';
import { windowProblems, windowSchema } from '../../inventory/maintenance/window-schema.ts';
import { failed, ok, type Result } from '../../model/result.ts';

const schema = z.strictObject({ maintenance: z.array(windowSchema) });

/** A file of planned work beside the inventory's, as the inventory writes it: every error at once, with line and fix. */
export const readMaintenance = (
  file: string,
  text: string,
  inventory: Inventory,
): Result<readonly MaintenanceWindow[], readonly SourceError[]> => {
  const yaml = parseYaml(file, text, 'failsafe');
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS();
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(schema, parsed.error.issues, value, []).map(yaml.value.locate));
  const { maintenance } = parsed.data;
  const problems = maintenance.flatMap((window, index): readonly SourceProblem[] => {
    const zone = inventory.sites.get(window.site)?.timeZone;
    const path = ['maintenance', index];
    const nowhere = {
      path: [...path, 'site'],
      problem: `the inventory has no site \`${window.site}\``,
      fix: 'name a site of the inventory',
    };
    return [...(zone === undefined ? [nowhere] : []), ...windowProblems(window, zone ?? 'UTC', path)];
  });
  return problems.length > 0 ? failed(problems.map(yaml.value.locate)) : ok(maintenance);
};
