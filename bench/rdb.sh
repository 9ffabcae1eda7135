#!/usr/bin/env bash
# Measures the verification of RDB files against redis-check-rdb and gzip, and prints a markdown table.
# bench/rdb.sh [CACHE]   the files to verify (about 3 GiB) are made once, in CACHE or ~/.cache/functions-export-bench
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf 'rdb.sh: %s\n' "$*" >&2; exit 1; }

for program in redis-server redis-check-rdb gzip /usr/bin/time; do
  command -v "$program" >/dev/null || fail "$program is missing: apt-get install redis-server gzip time"
done
cache="${1:-${XDG_CACHE_HOME:-$HOME/.cache}/functions-export-bench}"
mkdir -p "$cache"
dotnet build bench/Rdb.Bench --configuration Release --nologo --verbosity quiet >&2
dotnet publish src/FunctionsExport.Local --configuration Release --use-current-runtime --self-contained false \
  -p:PublishReadyToRun=true --output "$cache/program" --nologo --verbosity quiet >&2

printf '%s, %s cores, %s, .NET %s\n\n' "$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
  "$(redis-server --version | cut -d' ' -f1-3)" "$(dotnet --version)"
exec bench/Rdb.Bench/bin/Release/net10.0/Rdb.Bench measure \
  --cache "$cache" --app "$cache/program/FunctionsExport.Local"
