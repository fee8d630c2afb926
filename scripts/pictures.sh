#!/usr/bin/env bash
# Pictures of the page in every look, taken of the real thing: into docs/screenshots, or the folder given.
# The three that the repository keeps are written over; the others are to look at, and git ignores them.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=browser.sh
. "$root/scripts/browser.sh"

scripts/setup.sh test
scripts/wasm.sh
cargo build --workspace --bins
find_browser
cargo run --quiet --package pillion-tests --example screenshots -- "${1:-docs/screenshots}"
