#!/usr/bin/env bash
# Installs the packages of a folder with a lock file, unless just these are there.
# Usage: tools/npm.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/../$1"
lock=$(sha256sum package-lock.json | cut -d' ' -f1)
stamp=node_modules/.lock-of-motcua
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$lock" ]; then
  # Playwright's own browsers are not wanted: journeys use Debian's Chromium.
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
  echo "$lock" > "$stamp"
fi
