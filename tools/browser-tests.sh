#!/usr/bin/env bash
# The journeys in a real browser, on both stores. Arguments go to Playwright.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
binary=$(cd "$target/debug" && pwd)/motcua
if [ ! -x "$binary" ]; then
  echo "error: $binary is not there: run make test, or cargo build --package motcua" >&2
  exit 1
fi
export MOTCUA_BINARY=$binary PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
"$target/debug/motcua-pgtest" run npm --prefix e2e test -- "$@"
