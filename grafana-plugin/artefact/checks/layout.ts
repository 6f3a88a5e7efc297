import { parsed, textOf, type Artefact } from '../artefact.ts';
import { z } from 'zod';

const NEEDED = ['plugin.json', 'module.js', 'README.md', 'CHANGELOG.md', 'LICENSE'];
/** All that an app without a backend consists of. */
const KINDS = /(?:\.(?:js|js\.map|json|md|svg|png)|^LICENSE|^MANIFEST\.txt)$/;

const named = z.object({ id: z.string() });

/** One folder, named by the id of the plugin, with what Grafana needs and nothing that it does not. */
export const layoutFindings = (artefact: Artefact): string[] => {
  const { root, files, strays } = artefact;
  const missing = NEEDED.filter((path) => !files.has(path));
  const odd = [...files.keys()].filter(
    (path) => !KINDS.test(path) || path.split('/').some((part) => part.startsWith('.') || part === ''),
  );
  const empty = [...files].filter(([, bytes]) => bytes.length === 0);
  return [
    ...strays.map((path) => `layout: ${path} stands outside ${root}/`),
    ...missing.map((path) => `layout: ${path} is missing`),
    ...odd.map((path) => `layout: ${path} is nothing that a plugin is delivered with`),
    ...empty.map(([path]) => `layout: ${path} is empty`),
    ...(named.safeParse(parsed(textOf(artefact, 'plugin.json'))).data?.id === root
      ? []
      : [`layout: the folder ${root} is not named by the id of the plugin`]),
  ];
};
