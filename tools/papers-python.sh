#!/usr/bin/env bash
# Makes the Python environment with the pinned judges of signatures, unless just these are there.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=${CARGO_TARGET_DIR:-target}/papers-python
pins=$(sha256sum tools/papers-requirements.txt | cut -d' ' -f1)
stamp=$environment/.pins-of-motcua
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$pins" ]; then
  echo "installing: pyHanko into $environment"
  python3 -m venv --clear "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement tools/papers-requirements.txt
  echo "$pins" > "$stamp"
fi
