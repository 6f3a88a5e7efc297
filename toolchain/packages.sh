#!/usr/bin/env bash
# Sees to it that the servers are there which tests and demo run for real; installs them when root on Debian or Ubuntu.
set -euo pipefail
missing=()
# Servers of Debian stand in sbin, which is on the PATH of root alone.
need() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || missing+=("$2"); }
need prometheus prometheus
need promtool prometheus
need prometheus-alertmanager prometheus-alertmanager
need mosquitto mosquitto
need chromium chromium
[ ${#missing[@]} -eq 0 ] && exit 0
packages=$(printf '%s\n' "${missing[@]}" | sort -u | tr '\n' ' ')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing $packages…" >&2
  # The servers are started by hand on loopback ports of their own, never by the system.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2
  exit 0
fi
echo "Firstcharge runs real servers in its demo and tests. Please install: $packages" >&2
echo "  Debian, Ubuntu:  sudo apt-get install --no-install-recommends $packages" >&2
echo "  elsewhere:       prometheus and promtool 2.42 or newer, alertmanager 0.25 or newer, mosquitto 2 or newer, chromium, on the PATH (https://prometheus.io/download)" >&2
exit 1
