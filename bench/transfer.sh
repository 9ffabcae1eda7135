#!/usr/bin/env bash
# Measures the verified copy against rclone copyurl, a plain read of the URL and azcopy, and prints one markdown table. Run it on a
# quiet machine; it takes some 5 minutes.
# bench/transfer.sh [CACHE]   the files (about 10 GiB) are made once, in CACHE or ~/.cache/functions-export-bench. The 1 GiB file is
#                             the mixed.rdb of bench/rdb.sh where that is in CACHE. What Azurite takes goes to TMPDIR (9 GiB).
# RUNS (3) is the number of runs of each; the medians count. LARGE is the size of the largest file in MiB (8192), copied once.
# azcopy comes from tools/azcopy by npm; where that or its libsecret cannot be had, its row is left out.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'transfer.sh: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

PATH="$PATH:/usr/local/sbin:/usr/sbin"
for program in nginx rclone node curl /usr/bin/time; do
  command -v "$program" >/dev/null || fail "$program is missing: apt-get install nginx-light rclone curl time, and Node"
done
scripts/install.sh
cache="${1:-${XDG_CACHE_HOME:-$HOME/.cache}/functions-export-bench}"
mkdir -p "$cache/www"
cache="$(cd "$cache" && pwd)"
runs="${RUNS:-3}"
large="${LARGE:-8192}"
web="" blob="" azurite=""
work="$(mktemp -d)"
started=()
cleanup() {
  local pid
  for pid in ${azurite:+"$azurite"} "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# The package brings the program without its mark as one; it wants libsecret, though it needs no secret here.
azcopy=""
packed=tools/azcopy/node_modules/@azure-tools/azcopy-linux/dist/bin/azcopy_linux_amd64
if [ "$(uname -sm)" = "Linux x86_64" ]; then
  [ -f "$packed" ] || (cd tools/azcopy && npm ci --ignore-scripts --no-progress --loglevel=error >&2) || say "azcopy cannot be installed"
  if [ -f "$packed" ]; then
    install -m 755 "$packed" "$work/azcopy.bin"
    if AZCOPY_LOG_LOCATION="$work/azlog" "$work/azcopy.bin" --version >/dev/null 2>"$work/azcopy.err"; then
      azcopy="$work/azcopy.bin"
    else
      say "azcopy does not run (apt-get install libsecret-1-0): $(tail -n 1 "$work/azcopy.err")"
    fi
  fi
fi

dotnet build bench/Transfer.Bench --configuration Release --nologo --verbosity quiet >&2
dotnet publish src/FunctionsExport.Local --configuration Release --use-current-runtime --self-contained false \
  -p:PublishReadyToRun=true --output "$cache/program" --nologo --verbosity quiet >&2
bench=bench/Transfer.Bench/bin/Release/net10.0/Transfer.Bench
app="$cache/program/FunctionsExport.Local"

made() { # MiB
  [ -f "$cache/www/$1.rdb" ] || "$bench" make "$cache/www/$1.rdb" "$1"
}
made 256
made "$large"
content="strings of 4 KiB"
if [ -f "$cache/mixed.rdb" ]; then
  ln -sfn ../mixed.rdb "$cache/www/main.rdb"
  content="mixed keys"
else
  made 1024
  ln -sfn 1024.rdb "$cache/www/main.rdb"
fi

wait_for() { # URL
  local try
  for ((try = 0; try < 300; try++)); do
    if curl -s -o /dev/null "$1"; then return; fi
    sleep 0.1
  done
  fail "nothing answers at $1"
}
web="$("$bench" port)"
cat >"$work/nginx.conf" <<CONF
worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
$([ "$(id -u)" -ne 0 ] || echo "user root;")
events { worker_connections 64; }
http { access_log off; sendfile on; client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work;
  uwsgi_temp_path $work; scgi_temp_path $work; types { } default_type application/octet-stream;
  server { listen 127.0.0.1:$web; root $cache/www; } }
CONF
nginx -c "$work/nginx.conf" -p "$work" >/dev/null 2>&1 &
started+=($!)
wait_for "http://127.0.0.1:$web/"

key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
start_azurite() { # a new one for each run, so that none pays for what another has left
  blob="$("$bench" port)"
  mkdir -p "$work/azurite"
  node tools/azurite/node_modules/azurite/dist/src/blob/main.js --blobHost 127.0.0.1 --blobPort "$blob" \
    --location "$work/azurite" --skipApiVersionCheck --disableTelemetry --silent >/dev/null 2>&1 &
  azurite=$!
  wait_for "http://127.0.0.1:$blob/"
  local endpoint="http://127.0.0.1:$blob/devstoreaccount1"
  export AZURE_STORAGE_CONNECTION_STRING="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=$key;BlobEndpoint=$endpoint;"
  export RCLONE_CONFIG_AZ_TYPE=azureblob RCLONE_CONFIG_AZ_ACCOUNT=devstoreaccount1 RCLONE_CONFIG_AZ_KEY="$key" \
    RCLONE_CONFIG_AZ_ENDPOINT="$endpoint" RCLONE_CONFIG_AZ_USE_EMULATOR=true
  "$bench" container files
}
stop_azurite() {
  kill "$azurite" 2>/dev/null || true
  wait "$azurite" 2>/dev/null || true
  azurite=""
  rm -rf "$work/azurite"
}

# One run as a whole process: "wall user sys KiB" a line.
timed() { # name command…
  local name="$1"
  shift
  say "$name"
  timeout 600 /usr/bin/time -a -o "$work/$name" -f '%e %U %S %M' "$@" >/dev/null 2>"$work/$name.err" \
    || { tail -n 5 "$work/$name.err" >&2; fail "$name failed"; }
}
ours() { # name file option…
  start_azurite
  timed "$1" "$app" copy "http://127.0.0.1:$web/$2.rdb" "files/$2.rdb" "${@:3}"
  stop_azurite
}

for ((run = 0; run < runs; run++)); do
  ours copy main
  ours crc64 main --checksum crc64
  start_azurite
  timed rclone rclone copyurl "http://127.0.0.1:$web/main.rdb" az:files/main.rdb --config /dev/null --retries 1
  stop_azurite
  if [ -n "$azcopy" ]; then
    start_azurite
    sas="$("$bench" sas files main.rdb)"
    AZCOPY_LOG_LOCATION="$work/azlog" AZCOPY_JOB_PLAN_LOCATION="$work/azplan" \
      timed azcopy "$azcopy" copy "$(readlink -f "$cache/www/main.rdb")" "$sas" --from-to LocalBlob
    stop_azurite
    start_azurite
    timed file "$app" copy "$(readlink -f "$cache/www/main.rdb")" files/main.rdb
    stop_azurite
  fi
  ours small 256
done
ours large "$large"
say "sink"
"$bench" sink "http://127.0.0.1:$web/main.rdb" "$((runs * 2 + 1))" >"$work/sink"

median() { # name expression
  awk "{ print $2 }" "$work/$1" | sort -n | awk '{ v[NR] = $1 } END { printf "%.2f", v[int((NR + 1) / 2)] }'
}
wall() { median "$1" '$1'; }
cpu() { median "$1" '$2 + $3'; }
memory() { median "$1" '$4 / 1024'; }
row() { # what unit ours against reach limit
  awk -v what="$1" -v unit="$2" -v a="$3" -v b="$4" -v reach="$5" -v limit="$6" \
    'BEGIN { printf "| %s | %s %s | %s %s | %.2f | %s | %s |\n", what, a, unit, b, unit, a / b, reach, limit }'
}
read -r copy_rate copy_cpu read_rate read_cpu hash_rate hash_cpu both_rate _ <"$work/sink"
# What rclone takes, and the SHA-256 on top: less is only possible where the bytes are moved for less than rclone moves them for.
least_cpu="$(awk -v a="$(cpu rclone)" -v b="$hash_cpu" 'BEGIN { printf "%.2f", a + b }')"

printf '%s, %s cores, %s, %s, .NET %s, load %s. The 1 GiB file: %s.\n\n' \
  "$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(rclone version | head -n 1)" \
  "$(nginx -v 2>&1 | sed 's/^nginx version: //')" "$(dotnet --version)" "$(cut -d' ' -f1 /proc/loadavg)" "$content"
printf '| work | FunctionsExport | against | ratio | reach | limited by |\n|---|---:|---:|---:|---|---|\n'
row '1 GiB, HTTP to Azurite, against `rclone copyurl`: time' s "$(wall copy)" "$(wall rclone)" 'at most 1' 'Azurite: one thread'
row 'the same: CPU' s "$(cpu copy)" "$(cpu rclone)" 'at most 1.5' 'MD5, SHA-256, sockets; `rclone` computes nothing'
row 'the same, `--checksum crc64`: time' s "$(wall crc64)" "$(wall rclone)" '' 'Azurite: one thread, its CRC-64 in JavaScript'
row 'the same, `--checksum crc64`: CPU' s "$(cpu crc64)" "$(cpu rclone)" 'at most 1.5' 'SHA-256, sockets'
row "what \`rclone\` takes and the SHA-256 alone: CPU" s "$least_cpu" "$(cpu rclone)" '' 'the processor'
row '1 GiB, HTTP to Azurite, against `rclone copyurl`: peak memory' MiB "$(memory copy)" "$(memory rclone)" 'below 1' 'the runtime and 5 blocks of 8 MiB'
row 'into a sink that counts, against reading to nothing: rate' MiB/s "$copy_rate" "$read_rate" 'at least 0.85' 'SHA-256, one core; the second one has nginx, the read, the walk and the CRC-64s'
row 'the same: CPU' s "$copy_cpu" "$read_cpu" '' 'SHA-256'
row 'reading with a SHA-256 beside it and nothing else, against reading to nothing: rate' MiB/s "$both_rate" "$read_rate" '' 'the processor: two cores, nginx among them'
row 'the SHA-256 alone, of bytes in memory, against reading to nothing: rate' MiB/s "$hash_rate" "$read_rate" '' 'the processor: one core'
if [ -n "$azcopy" ]; then
  row '1 GiB, disk to Azurite, against `azcopy copy`: CPU' s "$(cpu file)" "$(cpu azcopy)" 'below 0.5' 'MD5, SHA-256, sockets'
  row 'the same: time' s "$(wall file)" "$(wall azcopy)" '' 'Azurite'
  row 'the same: peak memory' MiB "$(memory file)" "$(memory azcopy)" '' 'the runtime and 5 blocks of 8 MiB'
fi
row "peak memory: $large MiB against 256 MiB" MiB "$(memory large)" "$(memory small)" 'within 1.10' 'the runtime and 5 blocks of 8 MiB'
