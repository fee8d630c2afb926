# Pillion: the only list of commands. Each is one script, which says on top what it does.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup build wasm run test lint check bench pictures

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: ## install everything that any command below needs and this machine lacks
	@scripts/setup.sh check && echo "set-up: everything is there"

build: ## the page and the two programs: target/release/pillion-relay and target/release/pillion-phone
	@scripts/build.sh

wasm: ## the page alone, into www/pkg, and its weight
	@scripts/setup.sh build
	@scripts/wasm.sh
	@scripts/weight.sh

run: ## try it here: a relay, a friend that answers, and your phone (PORT=8080, PILLION_STATE=.pillion)
	@scripts/run.sh

test: ## all tests: native, in the browser, and the rings sim, live and browser
	@scripts/test.sh

lint: ## what needs no run: format, clippy, documentation, licences, spelling
	@scripts/setup.sh check
	@scripts/lint.sh

check: ## the gate before a change goes in: lint and tests, in order
	@scripts/check.sh

bench: ## measurements, as a table
	@scripts/bench.sh

pictures: ## the page's pictures, by day and night, wide and narrow, into docs/screenshots
	@scripts/pictures.sh
