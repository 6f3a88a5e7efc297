import type { SourceError, SourceProblem } from '@firstcharge/collector/config/source-error.ts';
import { failed, ok, type Result } from '@firstcharge/collector/model/result.ts';
import { Placeholders } from './expansion.ts';
import type { Params } from './params.ts';
import type { Rule, RuleFile, RuleGroup } from './rule.ts';
import type { RuleSource, SourceRule } from './rule-source.ts';
import { isSubject, linksOf } from './subjects.ts';

/** Rule files with nothing left to fill in, and the params that none of them uses. */
export interface Built {
  readonly files: readonly RuleFile[];
  readonly unused: readonly string[];
}

type Row = Readonly<Record<string, string>>;
const ONE: readonly Row[] = [{}];

/** Fills in every placeholder and adds the links. Every unknown name at once. */
export function build(sources: readonly RuleSource[], params: Params): Result<Built, readonly SourceError[]> {
  const placeholders = new Placeholders(params);
  const errors: SourceError[] = [];
  const files = sources.map((source): RuleFile => {
    const groups = source.groups.flatMap((group, g) =>
      (group.for_each ?? ONE).map((outer): RuleGroup => {
        const rules = group.rules.flatMap((rule, r) =>
          (rule.for_each ?? ONE).map((inner) => {
            const built = buildRule(rule, placeholders, params, { ...outer, ...inner });
            const path = ['groups', g, 'rules', r];
            errors.push(...unknownNames(placeholders, path).map(source.locate));
            return built;
          }),
        );
        const name = placeholders.fill(group.name, outer);
        const interval = placeholders.fill(group.interval, outer);
        errors.push(...unknownNames(placeholders, ['groups', g]).map(source.locate));
        return { name, interval, rules };
      }),
    );
    return { name: source.file, groups };
  });
  if (errors.length > 0) return failed(errors);
  const own = ['links.', 'grafana.'];
  const unused = [...params.keys()].filter(
    (name) => !placeholders.used.has(name) && !own.some((prefix) => name.startsWith(prefix)),
  );
  return ok({ files, unused });
}

function buildRule(rule: SourceRule, placeholders: Placeholders, params: Params, row: Row): Rule {
  const expr = placeholders.fill(rule.expr, row);
  if (!('alert' in rule)) {
    const labels = rule.labels === undefined ? {} : { labels: placeholders.fillMap(rule.labels, row) };
    return { record: placeholders.fill(rule.record, row), expr, ...labels };
  }
  const alert = placeholders.fill(rule.alert, row);
  const named = placeholders.fill(rule.subject, row);
  const subject = isSubject(named) ? named : 'fleet';
  const link = (name: string): string => params.get(`links.${name}`) ?? '';
  return {
    alert,
    subject,
    expr,
    ...(rule.for === undefined ? {} : { for: placeholders.fill(rule.for, row) }),
    ...(rule.keep_firing_for === undefined
      ? {}
      : { keep_firing_for: placeholders.fill(rule.keep_firing_for, row) }),
    labels: placeholders.fillMap(rule.labels, row),
    annotations: {
      ...placeholders.fillMap(rule.annotations, row),
      ...linksOf(alert, subject, {
        runbooks: link('runbooks'),
        dashboards: link('dashboards'),
        app: link('app'),
      }),
    },
  };
}

function unknownNames(placeholders: Placeholders, path: readonly (string | number)[]): SourceProblem[] {
  const problems = [...placeholders.unknown].map((name) => ({
    path,
    problem: `\${${name}} stands for nothing`,
    fix: name.includes('.') ? `add ${name} to params.yaml` : `add ${name} to the rows of for_each`,
  }));
  placeholders.unknown.clear();
  return problems;
}
