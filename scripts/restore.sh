#!/usr/bin/env bash
# Makes a data folder for redis-server out of an export: scripts/restore.sh FOLDER DATA-FOLDER
# FOLDER has the manifest.json and the files that it names. DATA-FOLDER is new or empty. Nothing is made unless the export has
# succeeded and every file is there as the manifest says. One file becomes dump.rdb; of several each becomes a part of an
# append-only file, which a server from Redis 7.0 or Valkey 7.2 on reads one after the other. Needs jq, gzip and sha256sum.
set -euo pipefail

say() { printf 'restore: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

[ $# -eq 2 ] || fail 'usage: scripts/restore.sh FOLDER DATA-FOLDER'
folder="$1" data="$2" manifest="$1/manifest.json"
command -v jq >/dev/null || fail 'jq is missing: install it, the manifest is read with it'
[ -f "$manifest" ] || fail "$manifest is not there: download the manifest with the files"
[ ! -e "$data" ] || [ -z "$(ls -A -- "$data")" ] || fail "$data is not empty: choose a new folder, nothing is overwritten"

jq -e '.files | type == "array"' "$manifest" >/dev/null || fail "$manifest is no manifest of an export"
state="$(jq -r .state "$manifest")" count="$(jq '.files | length' "$manifest")"
[ "$state" = succeeded ] || fail "the export is $state, not succeeded: take another one"
[ "$count" -gt 0 ] || fail 'the export has no files'
[ "$(jq 'any(.files[]; .encrypted == true)' "$manifest")" = false ] \
  || fail 'the provider has encrypted the files: decrypt them with its key, they cannot be restored as they are'
jq -e 'all(.files[]; .name | test("^[^/\t\n]+$"))' "$manifest" >/dev/null || fail "$manifest names a file outside its folder"

work="$(mktemp -d -- "${data%/}.XXXXXX")"
trap 'rm -rf "$work"' EXIT
mkdir "$work/appendonlydir"
aof="$work/appendonlydir/appendonly.aof.manifest" number=0
while IFS=$'\t' read -r name size sha256; do
  file="$folder/$name" number=$((number + 1))
  part="$work/appendonlydir/part-$number.rdb"
  [ -f "$file" ] || fail "$name is missing, $count files belong together: download it"
  [ "$size" = - ] || [ "$(stat -c %s "$file")" = "$size" ] || fail "$name does not have the $size bytes of the manifest: download it again"
  [ "$sha256" = - ] || printf '%s  %s\n' "$sha256" "$file" | sha256sum --check --status \
    || fail "$name has another SHA-256 than the manifest says: download it again"
  # What a file is, its first bytes tell.
  case "$(head -c 2 "$file" | od -An -tx1 | tr -d ' ')" in
    1f8b) gzip -dc "$file" >"$part" || fail "$name cannot be unpacked, see above" ;;
    *) cp "$file" "$part" ;;
  esac
  if command -v redis-check-rdb >/dev/null; then
    redis-check-rdb "$part" >"$work/check.log" || { cat "$work/check.log" >&2; fail "$name: redis-check-rdb does not accept it, see above"; }
    rm "$work/check.log"
  fi
  # One base, then increments: the server takes an RDB for either. It writes on into the last one, which is therefore empty.
  case "$number" in
    1) printf 'file part-1.rdb seq 1 type b\n' >"$aof" ;;
    *) printf 'file part-%s.rdb seq %s type i\n' "$number" "$((number - 1))" >>"$aof" ;;
  esac
  say "$name is part $number of $count"
done < <(jq -r '.files[] | [.name, .size // "-", .sha256 // "-"] | @tsv' "$manifest")
[ "$number" -eq "$count" ] || fail "only $number of $count files were read from $manifest"

if [ "$count" -eq 1 ]; then
  mv "$work/appendonlydir/part-1.rdb" "$work/dump.rdb"
  rm -r "$work/appendonlydir"
  appendonly=no
else
  : >"$work/appendonlydir/new.aof"
  printf 'file new.aof seq %s type i\n' "$count" >>"$aof"
  appendonly=yes
fi

[ ! -d "$data" ] || rmdir -- "$data"
mv -- "$work" "$data"
keys="$(jq -r 'if all(.files[]; .rdb.keys != null) then [.files[].rdb.keys] | add else "an unknown number of" end' "$manifest")"
say "$data holds $keys keys. Start a server on it with:"
printf 'redis-server --dir %q --dbfilename dump.rdb --appendonly %s\n' "$data" "$appendonly"
