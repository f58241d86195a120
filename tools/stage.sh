#!/usr/bin/env bash
# Runs a command as a named stage and notes how long it took, for the table at the end of .ci/run.
# Usage: tools/stage.sh NAME COMMAND…
set -uo pipefail
name=$1
shift
echo "== $name: $*"
begun=$(date +%s)
"$@"
code=$?
seconds=$(($(date +%s) - begun))
echo "== $name: $seconds s, exit $code"
if [ -n "${MOTCUA_STAGES:-}" ]; then
  echo "$name $seconds $code" >> "$MOTCUA_STAGES"
fi
exit $code
