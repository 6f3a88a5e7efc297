#!/usr/bin/env bash
# Builds the Grafana app and the workbench that shows it, once a state of their sources.
set -euo pipefail
cd "$(dirname "$0")/../grafana-plugin"
PATH="$(../toolchain/node.sh):$PATH"
# The scaffold has TypeScript without a word on its module type.
export NODE_OPTIONS="--disable-warning=MODULE_TYPELESS_PACKAGE_JSON --disable-warning=ExperimentalWarning"
stamp=dist/.built
state=$(find src CHANGELOG.md LICENSE package.json workbench/client workbench/src/build-client.ts package-lock.json webpack.config.mjs .config ../dashboards/json -type f -print0 |
  sort -z | xargs -0 cat | node -e "const h=require('crypto').createHash('sha256');process.stdin.on('data',(d)=>h.update(d)).on('end',()=>process.stdout.write(h.digest('hex')))")
[ -e "$stamp" ] && [ -e workbench/dist/lane-13/host.js ] && [ "$(cat "$stamp")" = "$state" ] && exit 0
echo "Building the Grafana app …" >&2
npm run --silent build >/dev/null
node workbench/src/main.ts --build
printf '%s' "$state" >"$stamp"
