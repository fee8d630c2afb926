#!/usr/bin/env bash
# The tests, or one part of them.
#
#   scripts/test.sh           all
#   scripts/test.sh units     each crate's own, the house rules, the examples in the documentation
#   scripts/test.sh page      those of client-wasm, in a browser
#   scripts/test.sh sim       one ring of the crate tests: sim, live or browser
#
# Everything is built for the whole workspace at once, so that no part builds a dependency a second time with other features.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=toolchain.sh
. "$root/scripts/toolchain.sh"
# shellcheck source=browser.sh
. "$root/scripts/browser.sh"
# shellcheck source=axe.sh
. "$root/scripts/axe.sh"

# The rings start the programs as a user does; they find them in target/debug, the page inside the relay.
build() {
  scripts/setup.sh test
  scripts/wasm.sh
  cargo build --workspace --bins
  find_browser
  find_axe
}

# What is not built by default: files in a bucket.
with_s3() {
  cargo nextest run --package pillion-relay --features s3 -E 'test(bucket)'
}

nextest() {
  cargo nextest run --workspace "$@"
}

examples() {
  cargo test --workspace --doc
}

# wasm-pack reads the browser's arguments from client-wasm/webdriver.json.
page() (
  use_wasm_toolchain
  WASM_BINDGEN_TEST_TIMEOUT=${WASM_BINDGEN_TEST_TIMEOUT:-120} \
    wasm-pack test --mode no-install --headless --chrome --chromedriver "$CHROMEDRIVER" client-wasm
)

build
case ${1:-all} in
  all)
    nextest
    with_s3
    examples
    page
    ;;
  units)
    nextest -E 'not (package(pillion-tests) and (binary(sim) or binary(live) or binary(browser)))'
    with_s3
    examples
    ;;
  page) page ;;
  sim | live | browser) nextest -E "package(pillion-tests) and binary($1)" ;;
  *) stop "there is no part of the tests called \"$1\"; it is units, page, sim, live or browser" ;;
esac
