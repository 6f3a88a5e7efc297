import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import type { PluginOptions } from '@grafana/plugin-e2e';
import { grafanaUrl } from './harness/world.ts';

const authentication = join(dirname(createRequire(__filename).resolve('@grafana/plugin-e2e')), 'auth');
/** Debian's; elsewhere the one that Playwright has installed. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig<PluginOptions>({
  testDir: '.',
  outputDir: '../playwright/results',
  // Two cores: one page beside the servers behind it.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Somebody else may be busy on the machine.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  reporter: [['list'], ['json', { outputFile: '../playwright/report.json' }]],
  use: {
    baseURL: grafanaUrl(),
    timezoneId: 'UTC',
    locale: 'en-US',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {},
  },
  projects: [
    { name: 'sign in', testDir: authentication, testMatch: /.*\.js/ },
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1440, height: 900 },
        storageState: 'playwright/.auth/admin.json',
      },
      dependencies: ['sign in'],
    },
  ],
});
