#!/usr/bin/env bash
# Builds ui/dist, unless it was built from just these sources.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/npm.sh ui
sources() { find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -type f -print0 | sort -z | xargs -0 sha256sum; }
now=$(sources | sha256sum | cut -d' ' -f1)
# The stamp stands outside of dist, which is embedded in the binary.
stamp=ui/node_modules/.built-from
if [ -f ui/dist/names.json ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then
  exit 0
fi
(cd ui && npm run --silent build -- --logLevel warn)
echo "$now" > "$stamp"
