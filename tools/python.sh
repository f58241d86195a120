#!/usr/bin/env bash
# Makes the Python environment NAME-python of a program from outside that tests meet, pinned in tools/NAME-requirements.txt, unless just
# these are there. Usage: tools/python.sh NAME…
set -euo pipefail
cd "$(dirname "$0")/.."
for name in "$@"; do
  environment=${CARGO_TARGET_DIR:-target}/$name-python
  requirements=tools/$name-requirements.txt
  pins=$(sha256sum "$requirements" | cut -d' ' -f1)
  stamp=$environment/.pins-of-motcua
  if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$pins" ]; then
    echo "installing: what $requirements names into $environment"
    python3 -m venv --clear "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$requirements"
    echo "$pins" > "$stamp"
  fi
done
