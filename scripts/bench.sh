#!/usr/bin/env bash
# The measurements, with the programs as a user runs them and a real browser. Prints the table of the crate bench.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=browser.sh
. "$root/scripts/browser.sh"

scripts/setup.sh bench
scripts/build.sh
find_browser
cargo run --release --quiet --package pillion-bench -- "$@"
