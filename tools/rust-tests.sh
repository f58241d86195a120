#!/usr/bin/env bash
# All Rust tests with one private PostgreSQL, then the examples in the documentation.
# Usage: tools/rust-tests.sh [ARGUMENTS OF NEXTEST…]
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
"$target/debug/motcua-pgtest" run cargo nextest run --workspace "$@"
"$target/debug/motcua-pgtest" run cargo test --quiet --workspace --doc
