# Porchlight: the commands that people and the build machine use. `make help` lists them.
# Tests get the whole workspace: another selection means other features of our crates, which would be built twice. `make run` builds
# what it starts and no more; what others wrote is, but for a few small crates, the same for both.

.DEFAULT_GOAL := help
.PHONY: help run test check tools fmt licences advisories phases soak check-ui lint-ui types-ui check-systems dev screens package bench bindings keep-home install build
export CARGO_TERM_PROGRESS_WHEN ?= never
TARGET := $(or $(CARGO_TARGET_DIR),target)
TIMES ?= 50
PHASE := .ci/phase
# clippy's own compiler builds what it has linted, so that everything is read once; dependencies are built as ever.
LINTED := .ci/linted

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: install ## open the app in the demo home (or take the tour where there is no display)
	@.ci/start

test: ## run everything: lints, types, unit tests, journeys, window tests
	@rm -f $(TARGET)/phases.tsv
	@$(PHASE) "install what is missing" .ci/install
	@$(PHASE) "tools of the tests" .ci/tools
	@$(PHASE) "fetch crates" cargo fetch
	@$(PHASE) "formatting" cargo fmt --all --check
	@$(PHASE) "lints and types of the window" $(MAKE) --no-print-directory check-ui
	@$(PHASE) "licences" .ci/licences
	@$(PHASE) "tests of the window's parts" npm --prefix ui test
	@$(PHASE) "build, with clippy" $(LINTED) cargo build --workspace --all-targets
	@$(PHASE) "tests" $(LINTED) .ci/tests
	@.ci/phases

check: install check-ui ## fast: formatting, lints, types
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

check-ui:
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target lint-ui types-ui

lint-ui:
	npm --prefix ui run lint

types-ui:
	npm --prefix ui run check

fmt: install ## format everything
	cargo fmt --all
	npm --prefix ui run format

tools: install ## install the Python tools that tests use
	@.ci/tools

phases: ## how long each phase of the last `make test` took
	@.ci/phases

licences: ## check the licence and source of every dependency
	@.ci/licences

advisories: ## check dependencies for known vulnerabilities (needs the Internet)
	@.ci/advisories

check-systems: install ## type-check the code for Windows and macOS, for the targets that are installed
	@.ci/check-systems

dev: install ## the app with hot reload of the window
	cd src-tauri && SKIP_UI_BUILD=1 ../ui/node_modules/.bin/tauri dev --config tauri.dev.conf.json

soak: tools ## long tests: properties and races, TIMES (50) times as often as in `make test`
	PORCHLIGHT_SOAK=$(TIMES) PROPTEST_CASES=$$((256 * $(TIMES))) $(LINTED) cargo test --workspace --lib \
		--test core --test providers --test vault --test wifi --test service --test journeys --test herd

screens: build ## take the README's pictures, from the real window
	$(TARGET)/debug/screens

package: install ## build a .deb package; prints its size
	cd src-tauri && SKIP_UI_BUILD=1 ../ui/node_modules/.bin/tauri build --bundles deb
	@.ci/pack $(TARGET)/release/bundle/deb/*.deb
	@ls -l --block-size=kB $(TARGET)/release/bundle/deb/*.deb | awk '{print $$NF, $$5}'

bench: install ## measure the window against an empty one, and the service under load and attack; tables in target/bench/
	cargo build --release --workspace --bins --examples
	$(TARGET)/release/bench
	$(TARGET)/release/herd
	$(TARGET)/release/strangers

bindings: install ## write ui/src/backend/bindings.gen.ts from the Rust commands, and the list of licences from what is linked
	UPDATE_BINDINGS=1 cargo test --quiet --workspace --lib are_up_to_date

keep-home: build ## keep a copy of today's data formats in tests/homes, for tests of later versions
	PORCHLIGHT_KEEP_HOME_IN=$(CURDIR)/tests/homes/$(shell date +%Y-%m-%d) \
		cargo test --workspace --test window -- --ignored --exact kept_home::is_lived_in_and_put_aside

install:
	@.ci/install

build: install
	cargo build --workspace --bins
