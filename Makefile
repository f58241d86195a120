# make demo        builds Motcua, loads Quảng Ninh and serves on http://127.0.0.1:8080
# make test        installs what tests need and runs everything on both stores, then in a browser
# make quick ROOM=org   the tests of one room, under a minute when warm
# make lint        what can be said without running it
# make papers-gallery   draws every sample paper into docs/papers
# make api         every operation of the API, fuzzed by its description
# make browser     the journeys in a browser only
# make bench-pages how fast public pages are on a slow phone, as a table
# make handbook    pictures of the handbook from the running demo
# make proof       the long form of tests: more cases, more kills, more load
#
# Each target is enough on a bare Debian machine with Rust and Node.js: as root it installs what is
# missing, else it says what to install. A second run installs nothing.

SHELL := /bin/bash
ROOM ?=

# One profile everywhere: what tests built, the demo and the browser use.
.PHONY: demo test quick lint api browser bench-pages proof build ui papers-gallery handbook help

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed '/^$$/q'

demo:
	@tools/install.sh build
	@tools/ui.sh
	cargo build --package motcua
	@"$${CARGO_TARGET_DIR:-target}/debug/motcua" demo

ui:
	@tools/install.sh build
	@tools/ui.sh

build:
	@tools/install.sh build test
	@tools/ui.sh
	@tools/npm.sh e2e
	@tools/npm.sh crates/adapters/peer/oidc-provider
	cargo build --workspace --all-targets

test:
	@tools/stage.sh build $(MAKE) --no-print-directory build
	@tools/stage.sh rust tools/rust-tests.sh
	@tools/stage.sh papers tools/papers.sh
	@tools/stage.sh api tools/api.sh
	@tools/stage.sh browser tools/browser-tests.sh

quick:
	@test -n "$(ROOM)" || { echo "usage: make quick ROOM=org"; exit 2; }
	@tools/install.sh test
	cargo build --quiet --package motcua-pgtest
	"$${CARGO_TARGET_DIR:-target}/debug/motcua-pgtest" run cargo nextest run --package motcua-$(ROOM)

papers-gallery:
	@tools/install.sh rust test
	@tools/papers-gallery.sh

lint:
	@tools/install.sh build
	@tools/lint.sh

browser: build
	tools/browser-tests.sh

api: build
	tools/api.sh

bench-pages:
	@tools/install.sh build test
	@tools/ui.sh
	@tools/npm.sh e2e
	cargo build --package motcua
	cd e2e && MOTCUA_BINARY="$${CARGO_TARGET_DIR:-$(CURDIR)/target}/debug/motcua" npm run --silent bench-pages

handbook:
	@tools/install.sh build test
	@tools/ui.sh
	@tools/npm.sh e2e
	cargo build --package motcua
	cd e2e && MOTCUA_BINARY="$${CARGO_TARGET_DIR:-$(CURDIR)/target}/debug/motcua" npm run --silent handbook

proof: build
	MOTCUA_PROOF=1 PROPTEST_CASES=20000 tools/rust-tests.sh --profile proof
	MOTCUA_PROOF=1 tools/browser-tests.sh
