#!/usr/bin/env bash
# Measures the embedded runtime and prints its tables in Markdown. Takes about a minute; leave the machine to it.
set -euo pipefail
cd "$(dirname "$0")/.."

project=bench/Engine.Bench
dotnet build "$project" --configuration Release --nologo --verbosity quiet
exec dotnet exec "$project/bin/Release/net10.0/Engine.Bench.dll" "$@"
