#!/usr/bin/env bash
# Tests the app in a real browser: in the workbench over a recorded fleet, or in the Grafana at GRAFANA_URL. Arguments are Playwright's.
set -euo pipefail
cd "$(dirname "$0")/../grafana-plugin"
PATH="$(../toolchain/node.sh):$PATH"
rm -f playwright/report.json
tests=(node node_modules/@playwright/test/cli.js test --config tests "$@")
[ -n "${GRAFANA_URL:-}" ] && exec "${tests[@]}"
../toolchain/app.sh
../toolchain/lane-12.sh
exec node ../measure/app-world/main.ts "${tests[@]}"
