import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtArtefact, readZip, textOf, writeZip, type Artefact } from './artefact.ts';
import { archiveName, findingsIn } from './check.ts';
import { FIRST_PAGE_BUDGET, sizesOf } from './checks/sizes.ts';

const PROJECT = resolve(__dirname, '..', '..');
const built = builtArtefact(join(__dirname, '..', 'dist'));
const released = readZip(writeZip(built));

/** What else the chunk of the first page is named after changes with what it shares. */
const firstPage = [...released.files.keys()].find((path) => /^pages_Performance_.*\.js$/.test(path)) ?? '';

/** The released artefact with one file written anew (null: left out). */
const spoilt = (path: string, change: (text: string) => string | null): Artefact => {
  const files = new Map(released.files);
  const text = change(textOf(released, path) ?? '');
  if (text === null) files.delete(path);
  else files.set(path, new TextEncoder().encode(text));
  return { ...released, files };
};
const plugin = (from: string, to: string): Artefact =>
  spoilt('plugin.json', (text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  });
const screenshot = (path: string): Artefact =>
  spoilt('plugin.json', (text) => {
    const content = JSON.parse(text);
    content.info.screenshots.push({ name: 'A page', path });
    return JSON.stringify(content);
  });
const added = (path: string, text: string): Artefact => spoilt(path, () => text);
const findings = (artefact: Artefact): readonly string[] => findingsIn(artefact, [PROJECT]);

test('what is released has nothing against it', () => {
  expect(findings(released)).toEqual([]);
});

test('the archive holds the built files in one folder that is named by the id, and is the same for the same build', () => {
  expect(released.root).toBe('firstcharge-app');
  expect(released.strays).toEqual([]);
  expect([...released.files.keys()].sort()).toEqual([...built.files.keys()].sort());
  expect(Buffer.from(writeZip(built)).equals(Buffer.from(writeZip(built)))).toBe(true);
});

test('archive, plugin.json, entry and package agree about the version', () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
  expect(archiveName(released)).toBe(`firstcharge-app-${version}.zip`);
});

test('the first page fits its budget', () => {
  expect(sizesOf(released).firstPage).toBeGreaterThan(0);
  expect(sizesOf(released).firstPage).toBeLessThan(FIRST_PAGE_BUDGET);
});

test('the dashboards are those of the project', () => {
  for (const path of [...released.files.keys()].filter((name) => name.startsWith('dashboards/')))
    expect(textOf(released, path)).toBe(
      readFileSync(join(PROJECT, 'dashboards', 'json', path.slice('dashboards/'.length)), 'utf8'),
    );
});

const bytes = (size: number): string =>
  Array.from({ length: size }, (_, index) => (Math.imul(index, 2_654_435_761) >>> 7).toString(36)).join('');

const CASES: readonly [string, () => Artefact, RegExp][] = [
  ['a file outside the folder', () => ({ ...released, strays: ['evil.js'] }), /evil\.js stands outside/],
  ['a folder of another name', () => ({ ...released, root: 'dist' }), /folder dist is not named/],
  ['no licence', () => spoilt('LICENSE', () => null), /LICENSE is missing/],
  ['an empty file', () => added('CHANGELOG.md', ''), /CHANGELOG\.md is empty/],
  ['a program', () => added('backend_linux_amd64', 'x'), /backend_linux_amd64 is nothing/],
  ['a field that Grafana does not know', () => plugin('"preload"', '"preloaded"'), /preloaded/],
  ['a placeholder in plugin.json', () => plugin('"updated": "', '"updated": "%TODAY%'), /info\.updated/],
  ['a development build', () => plugin('"production"', '"development"'), /buildMode/],
  [
    'a route for a list of methods',
    () => plugin('"method": "POST"', '"method": "POST,PUT"'),
    /routes\.0\.method/,
  ],
  [
    'a token in a route',
    () => plugin('Bearer {{ .SecureJsonData.viewerToken }}', 'Bearer abc'),
    /routes\.3\.headers/,
  ],
  ['a route that forwards nothing', () => plugin('"path": "api/*"', '"path": "api"'), /api forwards nothing/],
  [
    'a route behind one that takes its requests',
    () => plugin('"path": "check/operator/*"', '"path": "check/admin/operator/*"'),
    /check\/admin\/operator\/\* is never taken/,
  ],
  [
    'an action that no role grants',
    () => plugin('"firstcharge-app.exclusions:write"', '"firstcharge-app.all:write"'),
    /no role grants/,
  ],
  ['a screenshot that is not there', () => screenshot('img/no.png'), /img\/no\.png is named/],
  ['an image that nothing names', () => added('img/spare.png', 'x'), /nothing names img\/spare\.png/],
  [
    'a logo with a script',
    () => spoilt('img/logo.svg', (text) => text.replace('</svg>', '<script/></svg>')),
    /logo\.svg is no image/,
  ],
  [
    'a dashboard that does not parse',
    () => added('dashboards/fleet.json', '{'),
    /fleet\.json is no dashboard/,
  ],
  [
    'a dashboard that nothing names',
    () => added('dashboards/other.json', '{}'),
    /nothing names dashboards\/other/,
  ],
  [
    'two dashboards of one uid',
    () => added('dashboards/site.json', textOf(released, 'dashboards/station.json') ?? ''),
    /uid of another/,
  ],
  [
    'a page of another app',
    () => plugin('/a/firstcharge-app/flows', '/a/other-app/flows'),
    /page \/a\/other-app\/flows/,
  ],
  ['a language without texts', () => plugin('"en-US"', '"de-DE"'), /locales\/de-DE/],
  ['a README that says nothing', () => added('README.md', '# Firstcharge\n'), /does not introduce/],
  [
    'a link into the repository',
    () => spoilt('README.md', (text) => `${text}\n[x](../docs/api.md)`),
    /docs\/api\.md leads nowhere/,
  ],
  [
    'a placeholder in the README',
    () => spoilt('README.md', (text) => `${text}\n%VERSION%`),
    /README\.md has %VERSION%/,
  ],
  [
    'a version without a word on it',
    () => plugin('"version": "', '"version": "9'),
    /CHANGELOG\.md has nothing about 9/,
  ],
  ['an entry of another version', () => plugin('"version": "', '"version": "9'), /module\.js is not of/],
  [
    'a module that Grafana does not lend',
    () => spoilt('module.js', (text) => text.replace('define(["', 'define(["axios","')),
    /wants axios/,
  ],
  [
    'an entry that is no AMD module',
    () => spoilt('module.js', (text) => text.replace('define(', 'defined(')),
    /no AMD module/,
  ],
  [
    'noise',
    () => spoilt('app_App_tsx.js', (text) => `${text};console.log(1)`),
    /app_App_tsx\.js has console\.log/,
  ],
  ['a breakpoint', () => spoilt('module.js', (text) => `${text};debugger;`), /module\.js has debugger/],
  ['a chunk without its map', () => spoilt('module.js.map', () => null), /source maps: module\.js has none/],
  ['a map without its chunk', () => added('gone.js.map', '{}'), /gone\.js\.map has no chunk/],
  [
    'a map of an odd size',
    () => spoilt('module.js.map', (text) => text + ' '.repeat(1_000_000)),
    /times its chunk/,
  ],
  [
    'a map that names a file of the machine',
    () => spoilt('module.js.map', (text) => text.replace('webpack://firstcharge-app/', '/srv/build/')),
    /names \/srv\/build/,
  ],
  ['a first page that is too large', () => added(firstPage, bytes(120_000)), /the first page is/],
  ['a first page that cannot be told', () => spoilt(firstPage, () => null), /nobody knows how large/],
  [
    'a private key',
    () => spoilt('module.js', (text) => `${text}/*-----BEGIN PRIVATE KEY-----*/`),
    /holds a private key/,
  ],
  [
    'a token of Grafana',
    () => spoilt('README.md', (text) => `${text} glsa_${'a1'.repeat(16)}`),
    /holds a token of Grafana/,
  ],
  [
    'a bearer token',
    () => spoilt('module.js', (text) => `${text};"Bearer ${'a1'.repeat(16)}"`),
    /holds a bearer token/,
  ],
  [
    'an address with a password',
    () => spoilt('README.md', (text) => `${text} https://me:secret@host/`),
    /address with a password/,
  ],
  [
    'the home of whoever built it',
    () => spoilt('module.js', (text) => `${text}/*/home/ada/app/x.ts*/`),
    /names \/home\/ada/,
  ],
  [
    'the folder in which it was built',
    () => spoilt('module.js', (text) => `${text}/*${PROJECT}/x.ts*/`),
    /leaks: module\.js names/,
  ],
];

test.each(CASES)('%s is found', (_what, spoil, expected) => {
  expect(findings(spoil()).join('\n')).toMatch(expected);
});
