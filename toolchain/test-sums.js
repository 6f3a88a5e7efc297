import { existsSync, readFileSync } from 'node:fs';

/** What Playwright's report counts, in jest's words. */
const fromPlaywright = ({ stats, errors }) => ({
  numPassedTests: stats.expected,
  numFailedTests: stats.unexpected + stats.flaky,
  numRuntimeErrorTestSuites: errors.length,
});

/** A run that left no report, or whose suites could not be loaded, counts as failed tests: silence is not success. */
const sumsOf = (report, status) => {
  const written = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  const results = written?.stats === undefined ? written : fromPlaywright(written);
  const passed = results?.numPassedTests ?? 0;
  const failed = (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  return { passed, failed: failed === 0 && (status !== '0' || passed === 0) ? 1 : failed };
};

// Pairs of a report and the status of its run.
const given = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (let index = 0; index < given.length; index += 2) {
  const sums = sumsOf(given[index], given[index + 1]);
  passed += sums.passed;
  failed += sums.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
