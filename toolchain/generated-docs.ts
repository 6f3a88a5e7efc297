import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiFile } from '@firstcharge/collector/api/contract/openapi-file.ts';
import { faultDocs } from '@firstcharge/collector/processors/fault-docs.ts';
import { quirkDocs } from '@firstcharge/collector/processors/quirk-docs.ts';
import { metricDocs } from '@firstcharge/collector/telemetry/metric-docs.ts';
import { reasonDocs } from '@firstcharge/collector/telemetry/reason-docs.ts';
import { composeAlertmanager } from '@firstcharge/compose/alertmanager-config.ts';

// Pages that say what the code says. `--check` fails where a page no longer does.
const PAGES: Readonly<Record<string, () => string>> = {
  'docs/metrics.md': metricDocs,
  'docs/reasons.md': reasonDocs,
  'docs/faults.md': faultDocs,
  'docs/quirks.md': quirkDocs,
  'deploy/compose/alertmanager.yml': composeAlertmanager,
  'docs/api/openapi.json': openApiFile,
};

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
for (const [page, render] of Object.entries(PAGES)) {
  const path = join(root, page);
  if (!check) writeFileSync(path, render());
  else if (read(path) !== render()) {
    process.stderr.write(`${page} no longer says what the code says: run \`make docs\`\n`);
    process.exitCode = 1;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
