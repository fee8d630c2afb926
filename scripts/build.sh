#!/usr/bin/env bash
# The two programs, for use: the page first, because the relay carries it inside.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"

scripts/setup.sh build
scripts/wasm.sh
cargo build --release --package pillion-relay --package pillion-phone
say "built: target/release/pillion-relay and target/release/pillion-phone"
