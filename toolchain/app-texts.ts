import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts by key; a dot in a key is a level. */
interface Texts {
  [name: string]: string | Texts;
}

const ROOT = join(import.meta.dirname, '..', 'grafana-plugin');
/** The texts in English, as Grafana loads them. */
const FILE = join(ROOT, 'src', 'locales', 'en-US', 'firstcharge-app.json');
const CALL = /\bt\(\s*'([\w.-]+)',\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/g;

const put = (texts: Texts, [name = '', ...rest]: readonly string[], english: string): void => {
  if (rest.length === 0) {
    texts[name] = english;
    return;
  }
  const inner = texts[name] ?? {};
  if (typeof inner === 'string') throw new Error(`${name} is a text and a group of texts.`);
  texts[name] = inner;
  put(inner, rest, english);
};

/** Every text of the app, from the calls of `t` in its source. The same key with two texts is an error. */
const extract = (): string => {
  const found = new Map<string, string>();
  for (const file of globSync('src/**/*.{ts,tsx}', { cwd: ROOT }))
    for (const [, key = '', single, double] of readFileSync(join(ROOT, file), 'utf8').matchAll(CALL)) {
      const english = (single ?? double ?? '').replaceAll("\\'", "'");
      const known = found.get(key) ?? english;
      if (known !== english) throw new Error(`${file}: ${key} says "${known}" elsewhere.`);
      found.set(key, english);
    }
  const texts: Texts = {};
  for (const [key, english] of [...found].sort(([a], [b]) => (a < b ? -1 : 1)))
    put(texts, key.split('.'), english);
  return `${JSON.stringify(texts, null, 2)}\n`;
};

if (process.argv.includes('--write')) writeFileSync(FILE, extract());
if (process.argv.includes('--check') && readFileSync(FILE, 'utf8') !== extract()) {
  process.stderr.write('The texts have changed: node toolchain/app-texts.ts --write\n');
  process.exitCode = 1;
}
