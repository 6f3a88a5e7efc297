#!/usr/bin/env bash
# Installs the npm packages of each lock file, once a lock file: those of the project, and those of the Grafana app; with --lane-12 those of an older Grafana, too.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$(toolchain/node.sh):$PATH"
install() {
  local folder=$1 what=$2 stamp=$1/node_modules/.installed lock
  lock=$(node -e "process.stdout.write(require('crypto').createHash('sha256').update(require('fs').readFileSync(process.argv[1])).digest('hex'))" "$folder/package-lock.json")
  [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$lock" ] && return 0
  echo "Installing npm packages $what…" >&2
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error >&2)
  printf '%s' "$lock" >"$stamp"
}
install . ""
install grafana-plugin "of the Grafana app "
[ "${1:-}" != --lane-12 ] || install grafana-plugin/workbench/lane-12 "of Grafana 12.4 "
