import { textOf, type Artefact } from '../artefact.ts';
import type { PluginJson } from '../plugin-schema.ts';

/** A catalogue shows the README: less than this tells nobody what the plugin is. */
const LEAST_README = 800;
const LINK = /\]\(([^)\s]+)/g;

/** README, CHANGELOG and LICENSE say what they are there for, and read the same wherever they are shown. */
export const textFindings = (artefact: Artefact, { name, info }: PluginJson): string[] => {
  const readme = textOf(artefact, 'README.md') ?? '';
  const changelog = textOf(artefact, 'CHANGELOG.md') ?? '';
  const license = textOf(artefact, 'LICENSE') ?? '';
  const relative = [readme, changelog].flatMap((text) =>
    [...text.matchAll(LINK)]
      .map(([, target = '']) => target)
      .filter((target) => !target.startsWith('https://')),
  );
  return [
    ...(readme.startsWith(`# ${name}`) && readme.length >= LEAST_README
      ? []
      : ['texts: README.md does not introduce the plugin']),
    ...(changelog.includes(`## ${info.version}`)
      ? []
      : [`texts: CHANGELOG.md has nothing about ${info.version}`]),
    ...(/Apache License\s+Version 2\.0/.test(license)
      ? []
      : ['texts: LICENSE is not the Apache License 2.0']),
    ...relative.map((target) => `texts: ${target} leads nowhere outside the repository`),
  ];
};
