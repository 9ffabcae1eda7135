#!/usr/bin/env bash
# Installs what run.sh needs and is missing: Azurite (npm, from the lock file) and redis-server (apt-get). With --tests
# also what test.sh needs: an S3 server and linters (npm) and vsftpd, OpenSSH's server and client, curl (apt-get). The servers are
# started by the tests alone; as services of the machine they are neither started nor enabled.
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

# npm_install folder name
npm_install() {
  local folder="tools/$1" name="$2" stamp wanted
  stamp="$folder/node_modules/.installed-from"
  wanted="$(cksum <"$folder/package-lock.json")"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    return
  fi
  say "$name (npm ci in $folder)"
  # The dependencies warn about newer Node versions and have install scripts that are not needed.
  (cd "$folder" && npm ci --ignore-scripts --no-progress --loglevel=error >&2) \
    || fail "npm ci in $folder failed, see above"
  printf '%s\n' "$wanted" >"$stamp"
}

# The packages of servers start services where they can; ours are started by the tests, on ports of their own.
# A failure is returned: the caller's || keeps set -e from ending anything in here.
apt_install() { # packages, then -- and the way to root
  local packages=() policy=/usr/sbin/policy-rc.d
  while [ "$1" != -- ]; do
    packages+=("$1")
    shift
  done
  shift
  if [ ! -e "$policy" ]; then
    # shellcheck disable=SC2064
    trap "$* rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' | "$@" tee "$policy" >/dev/null || return 1
    "$@" chmod 755 "$policy" || return 1
  fi
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120)
  local install=("${apt[@]}" install -y --no-install-recommends "${packages[@]}")
  if ! { apt-cache show "${packages[@]}" >/dev/null 2>&1 && "$@" "${install[@]}" >&2; }; then
    "$@" "${apt[@]}" update >&2 || return 1
    "$@" "${install[@]}" >&2 || return 1
  fi
  # Not at the next start of the machine either; ssh.socket is there on some systems only.
  local unit
  command -v systemctl >/dev/null || return 0
  for unit in redis-server:redis-server vsftpd:vsftpd openssh-server:ssh openssh-server:ssh.socket; do
    if [[ " ${packages[*]} " == *" ${unit%%:*} "* ]] && systemctl --quiet is-enabled "${unit##*:}" 2>/dev/null; then
      "$@" systemctl disable --quiet "${unit##*:}" >&2 || say "the service ${unit##*:} could not be disabled, see above"
    fi
  done
}

# has program: the sbin folders are not on everybody's PATH
has() { PATH="$PATH:/usr/local/sbin:/usr/sbin" command -v "$1" >/dev/null; }

# install_programs program:package …
install_programs() {
  local entry missing=()
  for entry in "$@"; do
    has "${entry%%:*}" || missing+=("${entry##*:}")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null \
    || fail "missing: ${missing[*]} (Debian's names); install them, Redis 6.2 or newer, so that their programs are on the PATH"
  if [ "$(id -u)" -eq 0 ]; then
    say "${missing[*]} (apt-get)"
    apt_install "${missing[@]}" -- || fail "apt-get could not install ${missing[*]}, see above"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    say "${missing[*]} (sudo apt-get)"
    apt_install "${missing[@]}" -- sudo -n || fail "apt-get could not install ${missing[*]}, see above"
  else
    fail "missing: sudo apt-get install ${missing[*]}"
  fi
}

tests=false
case "${1:-}" in
  '') ;;
  --tests) tests=true ;;
  *) fail "unknown option $1; the only one is --tests" ;;
esac

check_dotnet
check_node
npm_install azurite Azurite
programs=(redis-server:redis-server)
if $tests; then
  npm_install s3server "The S3 server"
  npm_install lint "The linters of workflows and YAML files"
  programs+=(vsftpd:vsftpd sshd:openssh-server sftp:openssh-client curl:curl)
  # For scripts/restore.sh.
  programs+=(jq:jq)
fi
install_programs "${programs[@]}"
