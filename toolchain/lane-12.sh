#!/usr/bin/env bash
# Installs and builds what the workbench needs to lend the app Grafana 12.4 with React 18. Half a gigabyte: only tests ask for it.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$(toolchain/node.sh):$PATH"
toolchain/install.sh --lane-12
cd grafana-plugin
stamp=workbench/dist/lane-12/.built
state=$(cat workbench/lane-12/package-lock.json workbench/client/* workbench/src/build-client.ts |
  node -e "const h=require('crypto').createHash('sha256');process.stdin.on('data',(d)=>h.update(d)).on('end',()=>process.stdout.write(h.digest('hex')))")
[ -e "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && exit 0
NODE_OPTIONS=--disable-warning=ExperimentalWarning node workbench/src/main.ts --lane 12 --build
printf '%s' "$state" >"$stamp"
