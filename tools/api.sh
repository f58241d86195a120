#!/usr/bin/env bash
# The API before a program that knows only its description: Schemathesis sends every operation of /api/openapi.json
# sound and unsound data, follows its links, and comes back without a token and with one that was closed. Once on each
# store, both at a time; and every command of docs/howto/use-the-api.md as it stands there.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)
if [ -z "${MOTCUA_TEST_PG:-}" ]; then
  exec "$target/debug/motcua-pgtest" run "$0" "$@"
fi
motcua=$target/debug/motcua
schemathesis=$target/api-python/bin/schemathesis
port=${MOTCUA_API_PORT:-18090}
folder=$(mktemp -d)
servers=()
end() {
  for server in "${servers[@]}"; do kill "$server" 2> /dev/null || true; done
  for server in "${servers[@]}"; do wait "$server" 2> /dev/null || true; done
  rm -rf "$folder"
}
trap end EXIT

# start NAME PORT [DATABASE]
start() {
  mkdir "$folder/$1"
  local store=()
  [ -z "${3:-}" ] || store=(--store "$3")
  "$motcua" demo --empty --data "$folder/$1/data" --listen "127.0.0.1:$2" "${store[@]}" > "$folder/$1/said" 2> "$folder/$1/log" &
  servers+=($!)
}

# ready NAME PORT
ready() {
  for _ in $(seq 600); do
    if curl -sf "http://127.0.0.1:$2/health/ready" > /dev/null; then return; fi
    sleep 0.2
  done
  echo "error: the demo on $1 did not become ready:" >&2
  tail -n 20 "$folder/$1/log" >&2
  return 1
}

# fuzz NAME PORT WHAT ARGUMENTS…
fuzz() {
  local name=$1 address=http://127.0.0.1:$2 what=$3
  shift 3
  local said=$folder/$name/$what
  if "$schemathesis" --config-file tools/schemathesis.toml run "$address/api/openapi.json" --no-color "$@" \
    > "$said" 2>&1; then
    echo "$name, $what: $(grep -E '[0-9] generated, ' "$said" | sed 's/^ *//')"
  else
    echo "failed: $name, $what"
    sed '1,/^=* \(FAILURES\|ERRORS\)/d' "$said" | cut -c1-2000
    [ "$(wc -l < "$said")" -gt 12 ] || cat "$said"
    return 1
  fi
}

# The commands of the howto, in an order that a reader follows. howto NAME PORT TOKEN
howto() {
  local home=$folder/$1
  sed -n '/^```sh$/,/^```$/{/^```/d;p}' docs/howto/use-the-api.md > "$home/howto.sh"
  ln -s "$PWD/docs" "$home/docs"
  if (cd "$home" && MOTCUA=http://127.0.0.1:$2 TOKEN=$3 bash -euo pipefail howto.sh > howto 2>&1) &&
    grep -q '"stage":"withdrawn"' "$home/howto"; then
    echo "$1, howto: $(grep -c '^ *curl' "$home/howto.sh") requests"
  else
    echo "failed: $1, docs/howto/use-the-api.md"
    cat "$home/howto"
    return 1
  fi
}

# Every operation was answered as it should at least once: by the program's own figures.  answered NAME PORT
answered() {
  local figures missing=0 path
  figures=$(curl -sf "http://127.0.0.1:$2/metrics")
  # A supplement request is an officer's: stories in crates/api/tests/writing answer one.
  for path in $("$target/api-python/bin/python" tools/api_checks.py "http://127.0.0.1:$2" | grep -v supplement-answer); do
    if ! grep -F "route=\"$path\"" <<< "$figures" | grep -q 'status="2'; then
      echo "failed: $1, nothing was answered well at $path"
      missing=1
    fi
  done
  return "$missing"
}

# Nothing failed quietly, no token went into the log, all that was written is whole.  sound NAME STORE TOKEN…
sound() {
  local name=$1 store=$2 token
  shift 2
  if grep -E 'a request failed|panicked' "$folder/$name/log"; then return 1; fi
  for token in "$@"; do
    if grep -F -- "${token##*_}" "$folder/$name/log"; then return 1; fi
  done
  "$motcua" check --store "$store" > "$folder/$name/check" 2>&1 || { cat "$folder/$name/check"; return 1; }
}

# all NAME PORT STORE
all() {
  local name=$1 port=$2 store=$3 token closed code=0
  ready "$name" "$port" || return 1
  token=$(cat "$folder/$name/data/api-token.txt")
  "$motcua" client open --store "$store" --name Closed --unit H49.101 --source closed > "$folder/$name/opened" || return 1
  closed=$(tail -n 1 "$folder/$name/opened")
  "$motcua" client close Closed --store "$store" > /dev/null || return 1
  howto "$name" "$port" "$token" || code=1
  fuzz "$name" "$port" known -H "Authorization: Bearer $token" || code=1
  MOTCUA_API_STRANGER=1 fuzz "$name" "$port" stranger --phases coverage,fuzzing -n 10 || code=1
  MOTCUA_API_STRANGER=1 fuzz "$name" "$port" closed --phases fuzzing -n 10 -H "Authorization: Bearer $closed" || code=1
  answered "$name" "$port" || code=1
  sound "$name" "$store" "$token" "$closed" || { echo "failed: $name, its log or store"; code=1; }
  return "$code"
}

database=api_$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')
psql -X -q "$MOTCUA_TEST_PG" -c "CREATE DATABASE $database"
postgres=$(sed -E "s#/[^/?]*(\?|\$)#/$database\1#" <<< "$MOTCUA_TEST_PG")
start sqlite "$port"
start postgres "$((port + 1))" "$postgres"
all sqlite "$port" "$folder/sqlite/data" &
first=$!
code=0
all postgres "$((port + 1))" "$postgres" || code=1
wait "$first" || code=1
exit "$code"
