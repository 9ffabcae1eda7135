#!/usr/bin/env bash
# Measures the verified copy against rclone copyurl and azcopy, and prints a markdown table. Run it on a quiet machine.
# bench/transfer.sh [CACHE]   the files (about 10 GiB) are made once, in CACHE or ~/.cache/functions-export-bench
# AZCOPY names azcopy where it is not on the PATH; without it its row is left out.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf 'transfer.sh: %s\n' "$*" >&2; exit 1; }

for program in nginx rclone node redis-server /usr/bin/time curl; do
  command -v "$program" >/dev/null || fail "$program is missing: apt-get install nginx-light rclone redis-server time curl"
done
[ -f tools/azurite/node_modules/azurite/dist/src/blob/main.js ] || fail "Azurite is missing: scripts/install.sh"
azcopy="${AZCOPY:-$(command -v azcopy || true)}"
cache="${1:-${XDG_CACHE_HOME:-$HOME/.cache}/functions-export-bench}"
mkdir -p "$cache/www"
cache="$(cd "$cache" && pwd)"
runs="${RUNS:-3}"

dotnet build bench/Transfer.Bench --configuration Release --nologo --verbosity quiet >&2
dotnet publish src/FunctionsExport.Local --configuration Release --use-current-runtime --self-contained false \
  -p:PublishReadyToRun=true --output "$cache/program" --nologo --verbosity quiet >&2
bench=bench/Transfer.Bench/bin/Release/net10.0/Transfer.Bench
app="$cache/program/FunctionsExport.Local"

for mebibytes in 256 1024 8192; do
  [ -f "$cache/www/$mebibytes.rdb" ] || "$bench" make "$cache/www/$mebibytes.rdb" "$mebibytes"
done

work="$(mktemp -d)"
started=()
cleanup() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

port() { "$bench" port; }
web="$(port)"
cat >"$work/nginx.conf" <<CONF
worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 64; }
http { access_log off; sendfile on; client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work;
  uwsgi_temp_path $work; scgi_temp_path $work; types { } default_type application/octet-stream;
  server { listen 127.0.0.1:$web; root $cache/www; } }
CONF
nginx -c "$work/nginx.conf" -p "$work" >/dev/null 2>&1 &
started+=($!)

key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
azurite="" blob=""
start_azurite() { # a new one for each run, so that none pays for what another has left
  blob="$(port)"
  mkdir -p "$work/azurite"
  node tools/azurite/node_modules/azurite/dist/src/blob/main.js --blobHost 127.0.0.1 --blobPort "$blob" \
    --location "$work/azurite" --skipApiVersionCheck --disableTelemetry --silent >/dev/null 2>&1 &
  azurite=$!
  started+=("$azurite")
  until curl -s -o /dev/null "http://127.0.0.1:$blob/"; do sleep 0.1; done
  export AZURE_STORAGE_CONNECTION_STRING="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=$key;BlobEndpoint=http://127.0.0.1:$blob/devstoreaccount1;"
  "$bench" container files
}
stop_azurite() { kill "$azurite" 2>/dev/null || true; wait "$azurite" 2>/dev/null || true; rm -rf "$work/azurite"; }

# One run of each, in turn, as whole processes; "wall user sys KiB" a line.
timed() { # name command…
  local name="$1"
  shift
  start_azurite
  /usr/bin/time -a -o "$work/$name" -f '%e %U %S %M' "$@" >/dev/null 2>"$work/$name.err" \
    || { tail -n 5 "$work/$name.err" >&2; stop_azurite; fail "$name failed"; }
  stop_azurite
}
median() { # name expression
  awk "{ print $2 }" "$work/$1" | sort -n | awk '{ v[NR] = $1 } END { printf "%.2f", v[int((NR + 1) / 2)] }'
}
row() { # name text
  printf '| %s | %s s | %s s | %s MiB |\n' "$2" "$(median "$1" '$1')" "$(median "$1" '$2 + $3')" "$(median "$1" '$4 / 1024')"
}
ours() { timed "$1" "$app" copy "http://127.0.0.1:$web/$2.rdb" "files/$2.rdb"; }

for ((run = 0; run < runs; run++)); do
  ours copy 1024
  start_azurite
  RCLONE_CONFIG_AZ_TYPE=azureblob RCLONE_CONFIG_AZ_ACCOUNT=devstoreaccount1 RCLONE_CONFIG_AZ_KEY="$key" \
    RCLONE_CONFIG_AZ_ENDPOINT="http://127.0.0.1:$blob/devstoreaccount1" RCLONE_CONFIG_AZ_USE_EMULATOR=false \
    /usr/bin/time -a -o "$work/rclone" -f '%e %U %S %M' \
    rclone copyurl "http://127.0.0.1:$web/1024.rdb" az:files/1024.rdb --config /dev/null >/dev/null 2>"$work/rclone.err" \
    || { tail -n 5 "$work/rclone.err" >&2; fail "rclone failed"; }
  stop_azurite
  if [ -n "$azcopy" ]; then
    start_azurite
    sas="$("$bench" sas files 1024.rdb)"
    AZCOPY_LOG_LOCATION="$work/azlog" AZCOPY_JOB_PLAN_LOCATION="$work/azplan" \
      /usr/bin/time -a -o "$work/azcopy" -f '%e %U %S %M' \
      "$azcopy" copy "$cache/www/1024.rdb" "$sas" --from-to LocalBlob --check-length=false >/dev/null 2>"$work/azcopy.err" \
      || { tail -n 5 "$work/azcopy.err" >&2; fail "azcopy failed"; }
    stop_azurite
    timed file "$app" copy "$cache/www/1024.rdb" files/1024.rdb
  fi
  ours small 256
  timed large "$app" copy "http://127.0.0.1:$web/8192.rdb" files/8192.rdb
done

printf '%s, %s cores, %s, .NET %s\n\n' "$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
  "$(rclone version | head -n 1)" "$(dotnet --version)"
printf '| work | time | CPU | peak memory |\n|---|---:|---:|---:|\n'
row copy '`copy` of 1 GiB, nginx to Azurite, proven'
row rclone '`rclone copyurl` of the same'
if [ -n "$azcopy" ]; then
  row file '`copy` of the same file from the disk'
  row azcopy '`azcopy copy` of the same file from the disk'
fi
row small '`copy` of 256 MiB'
row large '`copy` of 8 GiB'
printf '\n'
"$bench" sink "http://127.0.0.1:$web/1024.rdb" "$((runs * 2 + 1))"
