import { z } from 'zod';
import { schemaProblems } from '../../config/schema-problems.ts';
import type { SourceError, SourceProblem } from '../../config/source-error.ts';
import { parseYaml } from '../../config/yaml-source.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Exclusion } from '../../model/exclusion.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { instantAt } from '../../model/zoned-time.ts';
import { newExclusion } from './new-exclusion.ts';

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)$/;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const HINT = 'write 2026-11-03T08:00 on the clock of the site, or with an offset such as +01:00';

const time = z.string().refine((text) => LOCAL.test(text) || INSTANT.test(text), HINT);
const schema = z.strictObject({
  maintenance: z.array(
    z.strictObject({
      site: z.string().min(1).max(200),
      station: z.string().min(1).max(200).optional(),
      evse: z.number().int().min(1).optional(),
      from: time,
      to: time,
      reason: z.string().min(1).max(500),
      evidence: z.array(z.string().min(1).max(200)).prefault([]),
    }),
  ),
});

/** A moment as a person writes it: on the clock of `zone`, unless it has an offset. NaN where there is no such time. */
export const momentOf = (text: string, zone: string): number => {
  const [, year, month, day, hour, minute] = (LOCAL.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) {
    return INSTANT.test(text) ? Date.parse(text.replace(' ', 'T')) : NaN;
  }
  if (Number.isNaN(Date.parse(`${text.slice(0, 10)}T${text.slice(11)}Z`))) return NaN;
  return instantAt(zone, { year, month, day }, 60 * (hour ?? 0) + (minute ?? 0));
};

/** A file of planned windows, read for a person who proposes them at `at`, ms. */
export interface MaintenanceSource {
  readonly file: string;
  readonly text: string;
  readonly inventory: Inventory;
  readonly by: string;
  readonly at: number;
}

/** Reads planned maintenance windows as proposed exclusions. Every error at once, with line and fix. */
export const readMaintenance = ({
  file,
  text,
  inventory,
  by,
  at,
}: MaintenanceSource): Result<readonly Exclusion[], readonly SourceError[]> => {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS();
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(schema, parsed.error.issues, value, []).map(yaml.value.locate));
  const problems: SourceProblem[] = [];
  const windows = parsed.data.maintenance.map(
    ({ site, station, evse, from, to, reason, evidence }, index) => {
      const zone = inventory.sites.get(site)?.timeZone;
      const [start, end] = [momentOf(from, zone ?? 'UTC'), momentOf(to, zone ?? 'UTC')];
      const wrong = (key: string, problem: string, fix: string): void =>
        void problems.push({ path: ['maintenance', index, key], problem, fix });
      if (zone === undefined)
        wrong('site', `the inventory has no site \`${site}\``, 'name a site of the inventory');
      if (!(end > start)) wrong('to', 'does not lie after `from`', HINT);
      return newExclusion({
        ...{ site, station: station ?? null, evse: evse ?? null, kind: 'scheduled_maintenance', start, end },
        ...{ reason, evidence, proposedBy: by, proposedAt: at },
      });
    },
  );
  return problems.length > 0 ? failed(problems.map(yaml.value.locate)) : ok(windows);
};
