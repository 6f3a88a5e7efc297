import { build, type Plugin } from 'esbuild';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const SOURCE = join(import.meta.dirname, '..', 'client');

/** CommonJS modules that importers ending in .mjs would get wrapped, as Node does it, where webpack unwraps them. */
const UNWRAPPED = ['react-custom-scrollbars-2', 'calculate-size', 'slate-plain-serializer'];

/** Finds packages in the lane, whatever file asks: the client stands beside both lanes. */
const fromLane = (lane: string): Plugin => ({
  name: 'lane',
  setup(bundle) {
    bundle.onResolve({ filter: /^internal:/ }, ({ path }) => {
      const [, name, file] = /^internal:(\w+)\/(.*)$/.exec(path) ?? [];
      return { path: join(packageFolder(lane, `@grafana/${name}`), 'dist', 'esm', `${file}.mjs`) };
    });
    bundle.onResolve({ filter: /^[^.]/ }, async ({ path, importer, kind, pluginData }) => {
      if (pluginData === 'lane' || !importer.startsWith(SOURCE)) return undefined;
      return bundle.resolve(path, { resolveDir: lane, kind, pluginData: 'lane' });
    });
    bundle.onResolve(
      { filter: new RegExp(`^(${UNWRAPPED.join('|')})$`) },
      ({ path, importer, pluginData }) =>
        pluginData === 'unwrapped' || !importer.endsWith('.mjs')
          ? undefined
          : { path: `${path}?from=${dirname(importer)}`, namespace: 'unwrapped' },
    );
    bundle.onLoad({ filter: /.*/, namespace: 'unwrapped' }, ({ path }) => {
      const [name = '', folder = ''] = path.split('?from=');
      return {
        contents: `import it from ${JSON.stringify(name)}; export default it.default ?? it;`,
        resolveDir: folder,
        loader: 'js',
      };
    });
  },
});

const packageFolder = (lane: string, name: string): string => {
  for (let folder = lane; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) throw new Error(`${name} is not installed in ${lane}.`);
  }
};

const packageJson = z.object({ version: z.string() });

/** Where Grafana's packages of a lane are, and of which version. */
export const laneOf = (
  lane: string,
): { readonly version: string; readonly images: string; readonly fonts: string } => {
  const require = createRequire(join(lane, 'package.json'));
  return {
    version: packageJson.parse(require('@grafana/data/package.json')).version,
    images: join(packageFolder(lane, '@grafana/ui'), 'dist', 'public'),
    fonts: join(packageFolder(lane, '@fontsource/inter'), 'files'),
  };
};

/** Builds the client with the packages that are installed in the folder `lane`. */
export const buildClient = async (lane: string, outdir: string): Promise<void> => {
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [join(SOURCE, 'host.tsx')],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    logLevel: 'error',
    loader: { '.svg': 'dataurl', '.woff2': 'file', '.woff': 'file', '.ttf': 'file', '.png': 'file' },
    // UMD code must not find SystemJS' global `define`; a development build of React does not keep pace.
    define: { define: 'undefined', 'process.env.NODE_ENV': '"production"', global: 'window' },
    alias: { moment: join(packageFolder(lane, 'moment'), 'moment.js') },
    plugins: [fromLane(lane)],
  });
  const systemjs = join(packageFolder(lane, 'systemjs'), 'dist');
  copyFileSync(join(systemjs, 'system.min.js'), join(outdir, 'system.js'));
  copyFileSync(join(systemjs, 'extras', 'amd.min.js'), join(outdir, 'amd.js'));
};
