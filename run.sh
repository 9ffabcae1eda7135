#!/usr/bin/env bash
# Exports a sample Redis database from end to end on this machine: installs what is missing, builds, and runs the demonstration.
# ./run.sh [--serve] [--keys N] [--shards N] [--export-seconds N]
set -euo pipefail
cd "$(dirname "$0")"

fail() { printf 'run.sh: %s\n' "$*" >&2; exit 1; }

scripts/install.sh

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
for project in src/FunctionsExport.Local src/FunctionsExport.Emulators; do
  printf 'building %s\n' "$project"
  dotnet build "$project" --configuration Release --nologo --verbosity quiet >"$log" 2>&1 \
    || { tail -n 30 "$log" >&2; fail "building $project failed, see above"; }
done
rm -f "$log"

exec dotnet src/FunctionsExport.Emulators/bin/Release/net10.0/FunctionsExport.Emulators.dll demo \
  --app src/FunctionsExport.Local/bin/Release/net10.0/FunctionsExport.Local.dll "$@"
