#!/usr/bin/env bash
# Official papers before other people's programs: sound PDF (qpdf), every font embedded (pdffonts), text that can
# be searched (pdftotext), a square code that reads when printed at 300 dpi (zbarimg), and signatures that hold and
# break when they must (pdfsig, pyHanko).
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$target/debug/examples/print-papers" "$folder" > "$folder/printed"

passed=0 failed=0
# holds WHAT COMMAND…
holds() {
  local what=$1
  shift
  if "$@" > "$folder/said" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "failed: $what"
    sed 's/^/  /' "$folder/said" | head -n 5
  fi
}

fonts_are_embedded() { pdffonts "$1" | tail -n +3 | awk '$(NF-4) != "yes" { print; bad = 1 } !/Tinos/ { print; bad = 1 } END { exit bad || NR == 0 }'; }
text_is_there() { pdftotext -layout "$1" - | tr -s ' \n' '  ' | grep -q 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'; }
code_reads() {
  pdftoppm -r 300 -gray -f 1 -l 1 -singlefile "$1" "$folder/page"
  zbarimg --quiet --raw --oneshot -Sdisable -Sqrcode.enable "$folder/page.pgm" > "$folder/read" 2> /dev/null
  diff <(printf '%s' "$(cat "$folder/read")") "$2"
}

for pdf in "$folder"/*.pdf; do
  name=$(basename "$pdf" .pdf)
  holds "$name: qpdf finds it sound" qpdf --check "$pdf"
  holds "$name: fonts are embedded" fonts_are_embedded "$pdf"
  holds "$name: its text can be searched" text_is_there "$pdf"
  holds "$name: its code reads at 300 dpi" code_reads "$pdf" "${pdf%.pdf}.txt"
done
# holds when pdfsig finds two good signatures, the last over the whole file
pdfsig_holds() {
  pdfsig -nocert "$1"
  [ "$(pdfsig -nocert "$1" | grep -c 'Signature Validation: Signature is Valid')" = 2 ] &&
    pdfsig -nocert "$1" | tail -n 4 | grep -q 'Total document signed'
}
pdfsig_refuses() { ! pdfsig_holds "$1"; }

signed=$folder/signed
"$target/debug/examples/sign-papers" "$signed"
for pdf in "$signed"/signed-*.pdf; do
  name=$(basename "$pdf" .pdf)
  holds "$name: qpdf finds it sound" qpdf --check "$pdf"
  holds "$name: fonts are embedded" fonts_are_embedded "$pdf"
  holds "$name: pdfsig finds two signatures" pdfsig_holds "$pdf"
done
for pdf in "$signed"/spoilt-*.pdf; do
  holds "$(basename "$pdf" .pdf): pdfsig refuses it" pdfsig_refuses "$pdf"
done
holds "pyHanko takes what is signed and refuses what is spoilt" \
  "$target/papers-python/bin/python" tools/papers-peer.py "$signed"
cat "$folder/said"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
