import { z } from 'zod';
import { parsed, pathsOf, textOf, type Artefact } from '../artefact.ts';
import type { PluginJson } from '../plugin-schema.ts';

const dashboard = z.looseObject({
  uid: z.string().min(1).max(40),
  title: z.string().min(1),
  id: z.null(),
  schemaVersion: z.number(),
  panels: z.array(z.looseObject({ type: z.string() })).min(1),
});
/** Texts by their keys, in groups of any depth. */
const texts: z.ZodType = z.lazy(() => z.record(z.string().min(1), z.union([z.string().min(1), texts])));

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const isPng = (bytes: Uint8Array): boolean => PNG.every((byte, index) => bytes[index] === byte);
/** Drawn, and nothing that runs or is loaded from elsewhere. */
const isPlainSvg = (text: string): boolean =>
  /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\s*$/.test(text) &&
  !/<script|<foreignObject|\son\w+=|(?:href|src)=/i.test(text);

const imageFindings = (artefact: Artefact, { info: { logos, screenshots } }: PluginJson): string[] => {
  const named = new Set([logos.small, logos.large, ...screenshots.map(({ path }) => path)]);
  return [
    ...[...named].flatMap((path) => {
      const bytes = artefact.files.get(path);
      if (bytes === undefined) return [`assets: ${path} is named and not there`];
      const isWell = path.endsWith('.svg') ? isPlainSvg(textOf(artefact, path) ?? '') : isPng(bytes);
      return isWell ? [] : [`assets: ${path} is no image, or more than one`];
    }),
    ...[...pathsOf(artefact, '.png'), ...pathsOf(artefact, '.svg')]
      .filter((path) => !named.has(path))
      .map((path) => `assets: nothing names ${path}`),
  ];
};

const dashboardFindings = (artefact: Artefact, { includes }: PluginJson): string[] => {
  const named = includes.flatMap((include) => (include.type === 'dashboard' ? [include] : []));
  const uids = new Set<string>();
  return [
    ...named.flatMap(({ path }) => {
      const content = dashboard.safeParse(parsed(textOf(artefact, path)));
      if (!content.success) return [`assets: ${path} is no dashboard: ${z.prettifyError(content.error)}`];
      if (uids.has(content.data.uid)) return [`assets: ${path} has the uid of another dashboard`];
      uids.add(content.data.uid);
      return [];
    }),
    ...pathsOf(artefact, '.json')
      .filter((path) => path.startsWith('dashboards/') && !named.some((one) => one.path === path))
      .map((path) => `assets: nothing names ${path}`),
  ];
};

const pageFindings = ({ id, includes }: PluginJson): string[] => {
  const pages = includes.flatMap((include) => (include.type === 'page' ? [include] : []));
  const lost = pages.filter(({ path }) => path !== `/plugins/${id}` && !path.startsWith(`/a/${id}/`));
  return [
    ...lost.map(({ path }) => `assets: page ${path} is not one of this app`),
    ...(pages.filter(({ defaultNav }) => defaultNav === true).length === 1
      ? []
      : ['assets: one page is the first one, and no other']),
  ];
};

/** What plugin.json names is there and is what it should be. */
export const assetFindings = (artefact: Artefact, plugin: PluginJson): string[] => [
  ...imageFindings(artefact, plugin),
  ...dashboardFindings(artefact, plugin),
  ...pageFindings(plugin),
  ...plugin.languages
    .map((language) => `locales/${language}/${plugin.id}.json`)
    .filter((path) => !texts.safeParse(parsed(textOf(artefact, path))).success)
    .map((path) => `assets: ${path} has no texts`),
];
