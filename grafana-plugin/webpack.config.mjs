// The scaffold's configuration as it is, with chunk names that stay the same from build to build. Node reads its TypeScript itself:
// the scaffold's ts-node does not understand its own compiler options.
import CopyWebpackPlugin from 'copy-webpack-plugin';
import { join } from 'node:path';
import base from './.config/webpack/webpack.config.ts';

/** The scaffold's loader, with React's own JSX runtime. */
const withJsxRuntime = (rule) => {
  if (rule.use?.loader !== 'swc-loader') return rule;
  const { jsc } = rule.use.options;
  const options = { jsc: { ...jsc, transform: { react: { runtime: 'automatic' } } } };
  return { ...rule, use: { loader: 'swc-loader', options } };
};

export default async (env) => {
  const config = await base(env);
  return {
    ...config,
    module: { ...config.module, rules: config.module.rules.map(withJsxRuntime) },
    optimization: { ...config.optimization, chunkIds: 'named', moduleIds: 'deterministic' },
    // The same dashboards that can be imported by hand.
    plugins: [
      ...config.plugins,
      new CopyWebpackPlugin({
        patterns: [{ from: join(import.meta.dirname, '..', 'dashboards', 'json'), to: 'dashboards' }],
      }),
    ],
    performance: { hints: false },
  };
};
