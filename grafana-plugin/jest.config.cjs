// Times in tests are UTC.
process.env.TZ = 'UTC';
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');
const base = require('./.config/jest.config');

const [[loader, options]] = Object.values(base.transform);
const transform = {
  '^.+\\.m?[jt]sx?$': [
    loader,
    { ...options, jsc: { ...options.jsc, transform: { react: { runtime: 'automatic' } } } },
  ],
};
const esModules = [
  ...grafanaESModules,
  ...['d3-[a-z-]+', 'internmap', 'delaunator', 'robust-predicates', '@react-hookz/web', '@ver0/deep-equal'],
];

module.exports = {
  projects: [
    {
      ...base,
      displayName: 'app',
      transform,
      setupFilesAfterEnv: ['<rootDir>/jest-setup.cjs'],
      moduleNameMapper: { ...base.moduleNameMapper, '^react-dom/server$': 'react-dom/server.node' },
      transformIgnorePatterns: [nodeModulesToTransform(esModules)],
    },
    {
      displayName: 'workbench',
      transform,
      testEnvironment: 'node',
      testMatch: ['<rootDir>/workbench/src/**/*.test.ts'],
    },
    {
      displayName: 'artefact',
      transform,
      testEnvironment: 'node',
      testMatch: ['<rootDir>/artefact/**/*.test.ts'],
    },
  ],
};
