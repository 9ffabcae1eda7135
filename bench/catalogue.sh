#!/usr/bin/env bash
# Measures lists of exports over a catalogue of 10,000 in Azurite beside one of 100: requests to the storage, time, peak memory. Prints
# one markdown table. Takes some 3 minutes, most of it to fill the catalogue.
# RUNS (5) is the number of runs of each; the medians count. LARGE (10000) and SMALL (100) are the numbers of exports.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'catalogue.sh: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

scripts/install.sh
dotnet build bench/Catalogue.Bench --configuration Release --nologo --verbosity quiet >&2
bench=bench/Catalogue.Bench/bin/Release/net10.0/Catalogue.Bench
small="${SMALL:-100}" large="${LARGE:-10000}"

work="$(mktemp -d)"
started=()
cleanup() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
account=""
start_azurite() { # name
  local try port
  node tools/azurite/node_modules/azurite/dist/src/blob/main.js --blobHost 127.0.0.1 --blobPort 0 --location "$work/$1" \
    --skipApiVersionCheck --disableTelemetry >"$work/$1.log" 2>&1 &
  started+=($!)
  for ((try = 0; try < 300; try++)); do
    port="$(sed -n 's|.*listens on http://127.0.0.1:\([0-9]*\).*|\1|p' "$work/$1.log" | tail -n 1)"
    if [ -n "$port" ]; then
      account="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=$key;BlobEndpoint=http://127.0.0.1:$port/devstoreaccount1;"
      return
    fi
    sleep 0.1
  done
  fail "Azurite has not started: $(tail -n 1 "$work/$1.log")"
}

start_azurite small
small_account="$account"
start_azurite large
large_account="$account"
say "writing $small and $large exports"
"$bench" fill "$small_account" "$small"
"$bench" fill "$large_account" "$large"

say "measuring"
printf '%s, %s cores, Azurite %s, .NET %s, load %s. %s exports and %s.\n\n' \
  "$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
  "$(node -p 'require("./tools/azurite/node_modules/azurite/package.json").version')" "$(dotnet --version)" \
  "$(cut -d' ' -f1 /proc/loadavg)" "$small" "$large"
"$bench" measure "$small_account" "$work/small.log" "$large_account" "$work/large.log" "${RUNS:-5}"
