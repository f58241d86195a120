#!/usr/bin/env bash
# Everything that can be said without running the product. Goes on after a finding, fails at the end.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=()
try() {
  echo "-- $*"
  "$@" || failed+=("$*")
}
try cargo fmt --all --check
try cargo run --quiet --package motcua-xtask -- check
try cargo run --quiet --package motcua-xtask -- licences
try cargo clippy --quiet --workspace --all-targets -- -D warnings
if cargo deny --version >/dev/null 2>&1; then
  try cargo deny --log-level error check bans licenses sources
fi
try tools/npm.sh e2e
try npm --prefix e2e run --silent lint
try tools/npm.sh ui
try npm --prefix ui run --silent --if-present lint
if [ ${#failed[@]} -gt 0 ]; then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
