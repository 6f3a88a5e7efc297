#!/usr/bin/env bash
# Installs the npm packages of the lock file, once a lock file.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$(toolchain/node.sh):$PATH"
stamp=node_modules/.installed
lock=$(node -e "process.stdout.write(require('crypto').createHash('sha256').update(require('fs').readFileSync('package-lock.json')).digest('hex'))")
[ -e "$stamp" ] && [ "$(cat "$stamp")" = "$lock" ] && exit 0
echo "Installing npm packages …" >&2
npm ci --no-audit --no-fund --loglevel=error >&2
printf '%s' "$lock" >"$stamp"
