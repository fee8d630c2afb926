#!/usr/bin/env bash
# The measurements, with the programs as a user runs them and a real browser. Prints the table of the crate bench.
#
#   scripts/bench.sh                     all; the table stays in target/bench/latest.md
#   scripts/bench.sh --json              the same as one JSON object
#   scripts/bench.sh --quick             each thing a few times: to see whether it works
#   scripts/bench.sh --only files        some rows alone; the last table is kept
#   scripts/bench.sh --without-browser   what needs no browser; others: --help
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=browser.sh
. "$root/scripts/browser.sh"
# shellcheck source=libsodium.sh
. "$root/scripts/libsodium.sh"

# What it takes to build is no part of the table, which alone goes to standard output.
goal=bench
case " $* " in
  *' --help '*) exec cargo run --release --quiet --package pillion-bench -- --help ;;
  *' --without-browser '*) goal=build ;;
esac
{
  scripts/setup.sh "$goal"
  scripts/build.sh
} >&2
[ "$goal" = build ] || find_browser ||
  stop 'Chromium or its driver is missing: install both, name them with CHROME and CHROMEDRIVER, or leave out what needs them with "scripts/bench.sh --without-browser".'
# Without it sealing in the page stands alone.
find_libsodium || true
PILLION_BIN_DIR=$root/target/release cargo run --release --quiet --package pillion-bench -- "$@"
