#!/usr/bin/env bash
# Installs what run.sh and test.sh need and is missing: Azurite (npm, from the lock file) and redis-server (apt-get).
# Checks for the .NET SDK and Node. Safe to repeat; takes under a second when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'install: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

check_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
  dotnet --list-sdks | grep -q '^10\.' \
    || fail "the .NET 10 SDK is missing, found: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -): https://dotnet.microsoft.com/download/dotnet/10.0"
}

check_node() {
  command -v node >/dev/null || fail "Node 20 or newer is missing: https://nodejs.org/en/download"
  command -v npm >/dev/null || fail "npm is missing; it comes with Node: https://nodejs.org/en/download"
  local major
  major="$(node --version | sed 's/^v\([0-9]*\).*/\1/')"
  [ "$major" -ge 20 ] || fail "Node $(node --version) is too old, 20 or newer is needed: https://nodejs.org/en/download"
}

install_azurite() {
  local folder=tools/azurite stamp wanted
  stamp="$folder/node_modules/.installed-from"
  wanted="$(cksum <"$folder/package-lock.json")"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    return
  fi
  say "Azurite (npm ci in $folder)"
  # Azurite's dependencies warn about newer Node versions and install scripts that it does not need.
  (cd "$folder" && npm ci --ignore-scripts --no-progress --loglevel=error >&2) \
    || fail "npm ci in $folder failed, see above"
  printf '%s\n' "$wanted" >"$stamp"
}

# redis-server's package starts a service where it can; ours are started by the tests, on ports of their own.
apt_install() {
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | "$@" tee "$policy" >/dev/null
    # shellcheck disable=SC2064
    trap "$* rm -f $policy" EXIT
    "$@" chmod 755 "$policy"
  fi
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends redis-server)
  if apt-cache show redis-server >/dev/null 2>&1 && "$@" "${install[@]}" >&2; then
    return
  fi
  "$@" env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2
  "$@" "${install[@]}" >&2
}

install_redis() {
  if command -v redis-server >/dev/null; then
    return
  fi
  command -v apt-get >/dev/null || fail "redis-server is missing: install Redis 6.2 or newer, so that redis-server is on the PATH"
  if [ "$(id -u)" -eq 0 ]; then
    say "redis-server (apt-get)"
    apt_install || fail "apt-get could not install redis-server, see above"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    say "redis-server (sudo apt-get)"
    apt_install sudo -n || fail "apt-get could not install redis-server, see above"
  else
    fail "redis-server is missing: sudo apt-get install redis-server"
  fi
}

check_dotnet
check_node
install_azurite
install_redis
