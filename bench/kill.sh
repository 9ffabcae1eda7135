#!/usr/bin/env bash
# The kill campaign in its long form: --points N, --seed S and --keep are passed on.
set -euo pipefail
cd "$(dirname "$0")/.."

project=tests/LocalFunctions.KillCampaign
dotnet build "$project" --configuration Release --nologo --verbosity quiet
exec dotnet exec "$project/bin/Release/net10.0/LocalFunctions.KillCampaign.dll" campaign "$@"
