import { pathsOf, textOf, type Artefact } from '../artefact.ts';
import type { PluginJson } from '../plugin-schema.ts';

/** What Grafana lends to plugins (`grafana-dependencies`); `module` is how it says where the plugin was loaded from. */
const LENT = new Set([
  ...['module', 'lodash', 'jquery', 'moment', 'rxjs', 'rxjs/operators', 'd3', 'i18next', 'prismjs'],
  ...['@emotion/css', '@emotion/react', 'react', 'react/jsx-runtime', 'react/jsx-dev-runtime', 'react-dom'],
  ...['react-redux', 'redux', 'react-router', 'slate', 'slate-react', 'slate-plain-serializer'],
  ...['@grafana/data', '@grafana/runtime', '@grafana/ui'],
]);
/** Warnings and errors are for operators; the rest is what developers leave behind. */
const NOISE = /\bconsole\.(log|debug|info|trace|dir|table|time|count|group)\b|\bdebugger\b/;

/** The entry is an AMD module of what Grafana lends, of this version, and says nothing to the console. */
export const codeFindings = (artefact: Artefact, { id, info }: PluginJson): string[] => {
  const entry = textOf(artefact, 'module.js') ?? '';
  const wanted = /\bdefine\(\[([^\]]*)\],/.exec(entry)?.[1];
  const foreign = (wanted?.match(/[^",\s]+/g) ?? []).filter((name) => !LENT.has(name));
  const noisy = pathsOf(artefact, '.js').flatMap((path) => {
    const noise = NOISE.exec(textOf(artefact, path) ?? '')?.[0];
    return noise === undefined ? [] : [`code: ${path} has ${noise}`];
  });
  return [
    ...(wanted === undefined ? ['code: module.js is no AMD module'] : []),
    ...foreign.map((name) => `code: module.js wants ${name}, which Grafana does not lend`),
    ...(entry.includes(`plugin: ${id}@${info.version} `)
      ? []
      : [`code: module.js is not of ${id} ${info.version}`]),
    ...noisy,
  ];
};
