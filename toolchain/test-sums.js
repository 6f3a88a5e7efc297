import { existsSync, readFileSync } from 'node:fs';

// A run that left no report, or whose suites could not be loaded, counts as failed tests: silence is not success.
const [report, status] = process.argv.slice(2);
const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
const passed = results?.numPassedTests ?? 0;
let failed = (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
if (failed === 0 && status !== '0') failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
