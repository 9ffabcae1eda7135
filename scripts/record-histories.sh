#!/usr/bin/env bash
# Records the histories of the orchestrations' present version, defaultVersion in host.json, for the replay test.
# A version that exports may run in is never recorded again: --again is for one that was not released. See docs/versioning.md.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf 'record-histories.sh: %s\n' "$*" >&2; exit 1; }

version="$(sed -n 's/.*"defaultVersion": "\([0-9.]*\)".*/\1/p' host.json)"
[ -n "$version" ] || fail "host.json has no defaultVersion such as \"1.0\""
folder="$PWD/tests/FunctionsExport.Tests/Orchestration/Replay/Histories/$version"
case "${1:-}" in
  '') [ ! -e "$folder" ] || fail "version $version is recorded already; raise defaultVersion in host.json, or give --again if it was never released" ;;
  --again) rm -rf "$folder" ;;
  *) fail "unknown option $1; the only one is --again" ;;
esac

mkdir -p "$folder"
RECORD_HISTORIES_TO="$folder" dotnet test tests/FunctionsExport.Tests --nologo \
  --filter FullyQualifiedName~ReplayTests.What_is_recorded_now_is_followed \
  || { rmdir "$folder" 2>/dev/null || true; fail "the recording failed, see above"; }
printf 'recorded %s histories of version %s; commit them, and run the tests\n' "$(find "$folder" -name '*.json' | wc -l)" "$version"
