#!/usr/bin/env bash
# Runs every test and closes with the true sums; its status is that of the tests.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p figures
report=figures/test-results.json
rm -f "$report"
node node_modules/jest/bin/jest.js --json --outputFile="$report" "$@"
status=$?
node toolchain/test-sums.js "$report" "$status"
