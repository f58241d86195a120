#!/usr/bin/env bash
# Draws every sample paper into docs/papers, one picture a page, to be looked at after a change of a form.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo build --quiet --package motcua-papers --examples
"$target/debug/examples/print-papers" "$folder"
rm -f docs/papers/*.png
for pdf in "$folder"/*.pdf; do
  pdftoppm -r 60 -gray -png "$pdf" "docs/papers/$(basename "$pdf" .pdf)"
done
# A signed one in colour: the agency's mark is red.
"$target/debug/examples/sign-papers" "$folder"
pdftoppm -r 60 -png -singlefile "$folder/signed-result.pdf" docs/papers/result-signed
