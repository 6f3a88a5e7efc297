import { identityOf, parsed, textOf, type Artefact } from './artefact.ts';
import { accessFindings } from './checks/access.ts';
import { assetFindings } from './checks/assets.ts';
import { codeFindings } from './checks/code.ts';
import { layoutFindings } from './checks/layout.ts';
import { leakFindings } from './checks/leaks.ts';
import { sizeFindings } from './checks/sizes.ts';
import { sourceMapFindings } from './checks/source-maps.ts';
import { textFindings } from './checks/texts.ts';
import { pluginJson } from './plugin-schema.ts';

/** Everything that is wrong with an artefact, a line each; none: it may be released. `folders`: where it was built. */
export const findingsIn = (artefact: Artefact, folders: readonly string[]): readonly string[] => {
  const layout = layoutFindings(artefact);
  const described = pluginJson.safeParse(parsed(textOf(artefact, 'plugin.json')));
  if (!described.success)
    return [
      ...layout,
      ...described.error.issues.map(({ path, message }) => `plugin.json: ${path.join('.')}: ${message}`),
      ...leakFindings(artefact, folders),
    ];
  const plugin = described.data;
  return [
    ...layout,
    ...accessFindings(plugin),
    ...assetFindings(artefact, plugin),
    ...textFindings(artefact, plugin),
    ...codeFindings(artefact, plugin),
    ...sourceMapFindings(artefact),
    ...sizeFindings(artefact),
    ...leakFindings(artefact, folders),
  ];
};

/** The name under which an artefact is released. */
export const archiveName = ({ files }: Artefact): string => {
  const { id, version } = identityOf(files);
  return `${id}-${version}.zip`;
};
