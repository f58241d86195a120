#!/usr/bin/env bash
# Installs what a stage needs and this machine does not have; as another user than root it says exactly
# what to install. Usage: tools/install.sh build|test|rust…
# A second run looks, finds everything there and does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

NEXTEST=0.9.143
RUST=1.95

missing=()   # Debian packages
problems=()  # what apt cannot mend

# need COMMAND-OR-FILE PACKAGE
need() {
  case $1 in
    /*) compgen -G "$1" >/dev/null || missing+=("$2") ;;
    *) command -v "$1" >/dev/null 2>&1 || missing+=("$2") ;;
  esac
}

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n1)" = "$1" ]; }

rust() {
  need cc build-essential # bundled SQLite is C
  if ! command -v cargo >/dev/null 2>&1; then
    problems+=("Rust $RUST or newer is missing: install it from https://rustup.rs")
  elif ! at_least "$RUST" "$(rustc --version | cut -d' ' -f2)"; then
    problems+=("Rust $RUST or newer is needed, this is $(rustc --version): run rustup update stable")
  fi
}

node() {
  if ! command -v node >/dev/null 2>&1; then
    # Debian's own is older than Vite wants from Debian 12 back.
    problems+=("Node.js 20.19 or newer with npm is missing: install it from https://nodejs.org")
  elif ! at_least 20.19 "$(command node --version | tr -d v)"; then
    problems+=("Node.js 20.19 or newer is needed, this is $(command node --version)")
  fi
}

for stage in "$@"; do
  case $stage in
    rust) rust ;;
    build) rust; node ;;
    test)
      need '/usr/lib/postgresql/*/bin/initdb' postgresql
      need setpriv util-linux
      need curl curl
      need pdftoppm poppler-utils
      need psql postgresql-client
      need qpdf qpdf
      need zbarimg zbar-tools
      # Python alone is often there without its means to make an environment.
      python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
      need /usr/bin/chromium chromium
      need /usr/lib/python3/dist-packages/aiosmtpd python3-aiosmtpd
      need /usr/lib/python3/dist-packages/icalendar python3-icalendar
      need fc-list fontconfig
      need '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf' fonts-noto-core
      need '/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf' fonts-liberation
      ;;
    *) echo "usage: tools/install.sh rust|build|test…" >&2; exit 2 ;;
  esac
done

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    problems+=("packages are missing: sudo apt-get install ${missing[*]}")
  fi
fi

if [ ${#problems[@]} -gt 0 ]; then
  printf 'error: %s\n' "${problems[@]}" >&2
  exit 1
fi

case " $* " in
  *" test "*)
    if ! cargo nextest --version >/dev/null 2>&1; then
      echo "installing: cargo-nextest $NEXTEST"
      cargo install --locked --quiet "cargo-nextest@$NEXTEST"
    fi
    tools/python.sh papers api bucket
    ;;
esac
