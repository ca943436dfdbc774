# Porchlight: the commands that people and the build machine use. `make help` lists them.
# cargo always gets the whole workspace: another selection means other features, and everything would be built twice.

.DEFAULT_GOAL := help
.PHONY: help run test check licences check-systems dev screens package bench bindings install build
export CARGO_TERM_PROGRESS_WHEN ?= never
TARGET := $(or $(CARGO_TARGET_DIR),target)
# The owner's own, or one that is built here.
CARGO_DENY := $(or $(shell command -v cargo-deny),$(TARGET)/tools/bin/cargo-deny)

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: build ## open the app in the demo home (or take the tour where there is no display)
	@.ci/start

test: check licences ## everything: lints, types, unit, journeys, window tests
	npm --prefix ui test
	cargo build --workspace --all-targets
	cargo test --workspace

check: install ## fast: formatting, lints, types
	cargo fmt --all --check
	npm --prefix ui run lint
	npm --prefix ui run check
	cargo clippy --workspace --all-targets -- -D warnings

licences: $(CARGO_DENY) ## licences and sources of everything that is linked
	$(CARGO_DENY) --config .deny.toml check bans licenses sources

$(CARGO_DENY):
	cargo install --quiet --locked --root $(TARGET)/tools cargo-deny@0.20.2

check-systems: install ## types of what is written for Windows and macOS, for the targets that are installed
	@.ci/check-systems

dev: install ## the app with hot reload of the window
	cd src-tauri && SKIP_UI_BUILD=1 ../ui/node_modules/.bin/tauri dev --config tauri.dev.conf.json

screens: build ## the README's pictures, from the real window
	$(TARGET)/debug/screens

package: install ## a .deb that installs and starts; prints its size
	cd src-tauri && SKIP_UI_BUILD=1 ../ui/node_modules/.bin/tauri build --bundles deb
	@.ci/pack $(TARGET)/release/bundle/deb/*.deb
	@ls -l --block-size=kB $(TARGET)/release/bundle/deb/*.deb | awk '{print $$NF, $$5}'

bench: install ## the window as ratios to an empty one, and the service under a mass return; tables in target/bench/
	cargo build --release --workspace --bins --examples
	$(TARGET)/release/bench
	$(TARGET)/release/herd

bindings: install ## write ui/src/backend/bindings.gen.ts from the Rust commands
	UPDATE_BINDINGS=1 cargo test --quiet --workspace --lib bindings_are_up_to_date

install:
	@.ci/install

build: install
	cargo build --workspace --bins
