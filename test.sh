#!/usr/bin/env bash
# Installs what is missing, builds, runs every test, and ends with a line "N passed, N failed, N skipped". What needs the packages
# of the Functions worker is built and run where they can be restored, and otherwise left out, which a line says.
set -euo pipefail
cd "$(dirname "$0")"

scripts/install.sh --tests
dotnet build FunctionsExport.sln --nologo --verbosity quiet

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
status=0
runs=0
run() { # project, then further options
  runs=$((runs + 1))
  dotnet test "$1" --no-build --nologo --logger "trx;LogFileName=$(basename "$1").trx" \
    --results-directory "$results" --blame-hang --blame-hang-timeout 8m "${@:2}" || status=1
}
for project in tests/LocalFunctions.Tests tests/FunctionsExport.Tests tests/FunctionsExport.EndToEnd; do
  run "$project"
done

# The Azure configuration. A package that is not there is told at once; a registry that does not answer is not waited for.
azure=tests/Conformance.Azure
restored=0
timeout --kill-after=10 180 dotnet restore "$azure" -p:Configuration=Azure --verbosity quiet >"$results/restore.log" 2>&1 || restored=$?
if [ "$restored" -eq 0 ]; then
  if dotnet build FunctionsExport.sln --configuration Azure --nologo --verbosity quiet; then
    run "$azure" --configuration Azure
  else
    status=1
  fi
elif [ "$restored" -eq 124 ] || [ "$restored" -eq 137 ] || grep -Eq 'error NU1[13]0[123]' "$results/restore.log"; then
  printf 'left out: the Azure configuration, because the packages of the Functions worker cannot be restored here\n'
else
  cat "$results/restore.log" >&2
  status=1
fi

# The totals of the runs' own records; a run that left none has failed.
count() { # attribute
  local sum=0 n
  for n in $(grep -ho "<Counters [^>]*" "$results"/*.trx | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n'); do
    sum=$((sum + n))
  done
  printf '%s' "$sum"
}
[ "$(find "$results" -maxdepth 1 -name '*.trx' | wc -l)" -eq "$runs" ] || status=1
passed="$(count passed)" failed="$(count failed)" total="$(count total)"
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$((total - passed - failed))"
exit "$status"
