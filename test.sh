#!/usr/bin/env bash
# Installs what is missing, builds, runs every test, and ends with a line "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")"

scripts/install.sh --tests
dotnet build FunctionsExport.sln --nologo --verbosity quiet

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/LocalFunctions.Tests tests/FunctionsExport.Tests tests/FunctionsExport.EndToEnd; do
  dotnet test "$project" --no-build --nologo --logger "trx;LogFileName=$(basename "$project").trx" \
    --results-directory "$results" --blame-hang --blame-hang-timeout 8m || status=1
done

# The totals of the runs' own records; a run that left none has failed.
count() { # attribute
  local sum=0 n
  for n in $(grep -ho "<Counters [^>]*" "$results"/*.trx | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n'); do
    sum=$((sum + n))
  done
  printf '%s' "$sum"
}
[ "$(find "$results" -maxdepth 1 -name '*.trx' | wc -l)" -eq 3 ] || status=1
passed="$(count passed)" failed="$(count failed)" total="$(count total)"
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$((total - passed - failed))"
exit "$status"
