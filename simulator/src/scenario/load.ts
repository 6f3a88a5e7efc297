import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { BEHAVIOURS } from '../behaviours/index.ts';
import { scenarioSchema } from './schema.ts';
import type { Scenario } from './schema.ts';

/** Either a scenario, or every error with file, line, path and what to do about it. */
export type Loaded =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Reads a scenario from YAML text; `file` is named in the errors. */
export function loadScenario(text: string, file: string): Loaded {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return {
      ok: false,
      errors: document.errors.map((error) => `${file}:${lines.linePos(error.pos[0]).line}: ${error.message}`),
    };
  }
  const parsed = scenarioSchema.safeParse(document.toJS());
  if (!parsed.success) {
    return {
      ok: false,
      errors: parsed.error.issues.map((issue) => describe(file, document, lines, issue.path, issue.message)),
    };
  }
  const errors = unknownNames(parsed.data).map(({ path, message }) =>
    describe(file, document, lines, path, message),
  );
  return errors.length > 0 ? { ok: false, errors } : { ok: true, scenario: parsed.data };
}

type Path = readonly PropertyKey[];

function describe(file: string, document: Document, lines: LineCounter, path: Path, message: string): string {
  const line = lineOf(document, lines, path);
  return `${file}:${line}: ${path.map(String).join('.') || '(top)'}: ${message}`;
}

/** The line of the nearest node that exists on the way to `path`. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const [offset]: unknown[] = node.range;
      if (typeof offset === 'number') return lines.linePos(offset).line;
    }
  }
  return 1;
}

function unknownNames(scenario: Scenario): { path: Path; message: string }[] {
  const problems: { path: Path; message: string }[] = [];
  const sites = new Set(scenario.sites.map((site) => site.id));
  scenario.behaviours.forEach((rule, index) => {
    if (!BEHAVIOURS.has(rule.behaviour)) {
      const known = [...BEHAVIOURS.keys()].join(', ');
      problems.push({
        path: ['behaviours', index, 'behaviour'],
        message: `no behaviour "${rule.behaviour}"; use one of: ${known}`,
      });
    }
    for (const id of rule.where.site ?? []) {
      if (!sites.has(id)) {
        problems.push({
          path: ['behaviours', index, 'where', 'site'],
          message: `no site "${id}"; add it under sites or correct it`,
        });
      }
    }
  });
  return problems;
}
