#!/usr/bin/env bash
# Prints the folder of a Node that is new enough, installing the npm package `node` under .tools where the host's is not.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted_major=24 wanted_minor=18 package=node@24.21.0
fits() { "$1" -e "const [a,b]=process.versions.node.split('.').map(Number);process.exit(a>$wanted_major||(a===$wanted_major&&b>=$wanted_minor)?0:1)" 2>/dev/null; }

if command -v node >/dev/null && fits "$(command -v node)"; then
  dirname "$(command -v node)"
  exit 0
fi
local_bin="$PWD/.tools/node/node_modules/node/bin"
if [ ! -x "$local_bin/node" ] || ! fits "$local_bin/node"; then
  if ! command -v npm >/dev/null; then
    echo "Firstcharge needs Node.js $wanted_major.$wanted_minor or newer, and found neither it nor npm to install it with: https://nodejs.org" >&2
    exit 1
  fi
  echo "Installing $package under .tools (this host's Node is $(node --version 2>/dev/null || echo missing)) …" >&2
  mkdir -p .tools/node
  npm install --no-save --no-audit --no-fund --prefix .tools/node "$package" >&2
fi
fits "$local_bin/node" || { echo "The Node under .tools does not start; remove .tools and try again." >&2; exit 1; }
echo "$local_bin"
