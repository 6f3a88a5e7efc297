const swc = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

/** One project a workspace, so that `npx jest --selectProjects collector` runs one alone. */
const workspace = (name, directory) => ({
  displayName: name,
  rootDir: directory,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.test.ts'],
  transform: { '^.+\\.[cm]?[jt]s$': swc },
  transformIgnorePatterns: ['/node_modules/(?!(commander|cookie|jose|typebox)/)'],
  setupFiles: ['<rootDir>/' + '../'.repeat(directory.split('/').length) + 'toolchain/property-tests.js'],
  testPathIgnorePatterns: ['/node_modules/'],
});

export default {
  projects: [
    workspace('collector', 'collector'),
    workspace('simulator', 'simulator'),
    workspace('alert-rules', 'alert-rules'),
    workspace('measure', 'measure'),
    workspace('compose', 'deploy/compose'),
    workspace('demo', 'deploy/demo'),
    workspace('dashboards', 'dashboards'),
  ],
  testTimeout: 30_000,
};
