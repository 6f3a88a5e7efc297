#!/usr/bin/env bash
# Runs every test and closes with the true sums; its status is that of the tests. Arguments are jest's, and leave the app out.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p figures
report=figures/test-results.json
app_report=figures/test-results-app.json
rm -f "$report" "$app_report"
# Two files at a time, as many as the reference machine has cores: most wait for servers.
node node_modules/jest/bin/jest.js --maxWorkers=2 --json --outputFile="$report" "$@"
status=$?
if [ $# -gt 0 ]; then
  node toolchain/test-sums.js "$report" "$status"
  exit
fi
(cd grafana-plugin && node node_modules/jest/bin/jest.js --json --outputFile="../$app_report")
app_status=$?
toolchain/browser.sh
node toolchain/test-sums.js "$report" "$status" "$app_report" "$app_status" grafana-plugin/playwright/report.json "$?"
