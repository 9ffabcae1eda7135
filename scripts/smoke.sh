#!/usr/bin/env bash
# Takes one export from end to end and fails unless it succeeds: an emulated cluster with two shards, Azurite, and the app.
#   scripts/smoke.sh local    the app on the embedded runtime
#   scripts/smoke.sh azure    the app on the real packages, under the Functions Core Tools (func)
# SMOKE_LOGS names a folder that the programs' output is written to; without it the output is shown when the export fails.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'smoke: %s\n' "$*"; }
fail() { printf 'smoke: %s\n' "$*" >&2; exit 1; }

build="${1:-}"
case "$build" in
  local) ;;
  azure)
    command -v func >/dev/null || fail "the Functions Core Tools are missing: npm install --global azure-functions-core-tools@4"
    [ ! -e local.settings.json ] || fail "there is a local.settings.json, which the app would read too; move it away" ;;
  *) fail "say which build: local or azure" ;;
esac
command -v curl >/dev/null || fail "curl is missing"
scripts/install.sh

work="$(mktemp -d)"
logs="${SMOKE_LOGS:-$work}"
mkdir -p "$logs"
groups=()
# Each program has a process group of its own: func and dotnet run have children.
clean_up() {
  local status=$? pid
  if [ "$status" -ne 0 ] && [ -z "${SMOKE_LOGS:-}" ]; then
    tail -n 60 "$logs"/*.log >&2 || true
  fi
  for pid in "${groups[@]}"; do
    kill -TERM -- "-$pid" 2>/dev/null || true
  done
  for pid in "${groups[@]}"; do
    for _ in $(seq 50); do
      kill -0 -- "-$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
  done
  [ "$build" != azure ] || rm -f local.settings.json src/FunctionsExport/bin/*/net10.0/local.settings.json
  rm -rf "$work"
}
trap clean_up EXIT

start() { # name, then the command
  local name="$1"
  shift
  setsid "$@" >"$logs/$name.log" 2>&1 </dev/null &
  groups+=("$!")
  disown
}
alive() { kill -0 "${groups[-1]}" 2>/dev/null || fail "$1 ended, see its output"; }
until_seen() { # pattern, log, seconds
  for _ in $(seq "$3"); do
    grep -q "$1" "$logs/$2.log" && return
    alive "$2"
    sleep 1
  done
  fail "$2 did not start in $3 s"
}
free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
field() { node -e 'let t="";process.stdin.on("data",d=>t+=d).on("end",()=>console.log(JSON.parse(t)[process.argv[1]]??""))' "$1"; }

case "$build" in
  local) project=src/FunctionsExport.Local ;;
  azure) project=src/FunctionsExport ;;
esac
say "building"
dotnet build "$project" --nologo --verbosity quiet
dotnet build src/FunctionsExport.Emulators --nologo --verbosity quiet

blob="$(free_port)" queue="$(free_port)" table="$(free_port)" port="$(free_port)"
# The account and key that Azurite is known by.
account=devstoreaccount1
key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
storage="DefaultEndpointsProtocol=http;AccountName=$account;AccountKey=$key;BlobEndpoint=http://127.0.0.1:$blob/$account"
storage="$storage;QueueEndpoint=http://127.0.0.1:$queue/$account;TableEndpoint=http://127.0.0.1:$table/$account;"
mkdir -p "$work/azurite" "$work/exports" "$work/app"
start azurite tools/azurite/node_modules/.bin/azurite --location "$work/azurite" --skipApiVersionCheck --disableTelemetry \
  --blobPort "$blob" --queuePort "$queue" --tablePort "$table"
until_seen 'Table service is successfully listening' azurite 60
start cluster dotnet src/FunctionsExport.Emulators/bin/Debug/net10.0/FunctionsExport.Emulators.dll redis-enterprise \
  --sample-shards 2 --sample-keys 2000 --export-seconds 6 --certificate "$work/cluster.pem"
until_seen 'https://127.0.0.1:[0-9]' cluster 60
cluster="$(grep -o 'https://127.0.0.1:[0-9]*' "$logs/cluster.log" | tail -n 1)"

settings() {
  local source=Export__Sources__orders__ place=Export__Sources__orders__RedisEnterprise__
  printf '%s\n' "AzureWebJobsStorage=$storage" "FUNCTIONS_WORKER_RUNTIME=dotnet-isolated" \
    "${source}Provider=RedisEnterprise" "${place}Endpoint=$cluster" "${place}DatabaseId=1" \
    "${place}Username=admin@cluster.local" "${place}Password=emulator" "${place}CaFile=$work/cluster.pem" \
    "${place}ExportLocation__Type=mount_point" "${place}ExportLocation__Path=$work/exports"
}
if [ "$build" = local ]; then
  mapfile -t values < <(settings)
  app="$PWD/src/FunctionsExport.Local/bin/Debug/net10.0/FunctionsExport.Local.dll"
  start app env --chdir="$work/app" "${values[@]}" "LocalFunctions__Urls=http://127.0.0.1:$port" \
    "LocalFunctions__StorePath=$work/app/orchestrations.db" dotnet "$app"
else
  settings | node -e '
    const values = Object.fromEntries(require("fs").readFileSync(0, "utf8").trim().split("\n")
      .map(l => [l.slice(0, l.indexOf("=")), l.slice(l.indexOf("=") + 1)]));
    console.log(JSON.stringify({ IsEncrypted: false, Values: values, Host: { LocalHttpPort: Number(process.argv[1]) } }));
  ' "$port" >local.settings.json
  start app dotnet run --project src/FunctionsExport
fi

say "waiting for the app"
api="http://127.0.0.1:$port/api"
for _ in $(seq 180); do
  curl --silent --fail --max-time 5 --output /dev/null "$api/health" && ready=true && break
  alive app
  sleep 1
done
[ "${ready:-}" = true ] || fail "the app did not answer in 180 s"

say "exporting"
started="$(curl --silent --show-error --fail-with-body --max-time 60 --header 'Content-Type: application/json' \
  --data '{"source":"orders","fetch":true}' "$api/exports")" || fail "the export was refused: $started"
id="$(field id <<<"$started")"
seen=''
for _ in $(seq 300); do
  # Right after the start the orchestration may not be visible yet.
  status="$(curl --silent --fail --max-time 30 "$api/exports/$id" || true)"
  state=''
  [ -z "$status" ] || state="$(field state <<<"$status")"
  [ "$state" = "$seen" ] || say "$id: ${state:-not seen}"
  seen="$state"
  case "$state" in
    succeeded) break ;;
    failed | cancelled | skipped) fail "the export ended $state: $status" ;;
  esac
  alive app
  sleep 1
done
[ "$seen" = succeeded ] || fail "the export did not end in 300 s: $status"

files="$(node -e 'let t="";process.stdin.on("data",d=>t+=d).on("end",()=>console.log(
  JSON.parse(t).files.filter(f=>f.blob&&f.proof==="full").length))' <<<"$status")"
[ "$files" -eq 2 ] || fail "2 proven files were expected in Blob Storage, found $files: $status"
say "passed: $id, $files files"
