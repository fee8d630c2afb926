#!/usr/bin/env bash
# What can be said of the sources without running them, or one part of it: format, clippy, doc, deny, typos, shell.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=toolchain.sh
. "$root/scripts/toolchain.sh"

format() {
  cargo fmt --all -- --check
}

# Twice: most of the page is compiled for the browser only.
clippy() {
  cargo clippy --workspace --all-targets --locked -- -D warnings
  cargo clippy --package pillion-relay --features s3 --all-targets --locked -- -D warnings
  (
    use_wasm_toolchain || stop 'the Wasm target is missing: call "make setup" first.'
    # Debian's compiler, the stand-in for rustup's, comes without clippy.
    [ -x "$(debian_toolchain)/bin/cargo" ] && [ "$(command -v cargo)" = "$(debian_toolchain)/bin/cargo" ] && exit
    cargo clippy --package pillion-client --target "$wasm" --all-targets --locked -- -D warnings
  )
}

doc() {
  RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --locked --quiet
}

# The list of known holes is on the network; "cargo deny check advisories" asks it.
deny() {
  cargo deny --log-level error check licenses sources bans
}

spelling() {
  typos
}

# Only where shellcheck happens to be: the scripts run without it.
shell() {
  ! has shellcheck || shellcheck scripts/*.sh scripts/setup/*.sh .ci/run
}

case ${1:-all} in
  all)
    for part in format clippy doc deny spelling shell; do
      say "lint: $part"
      "$part"
    done
    ;;
  format | clippy | doc | deny | spelling | shell) "$1" ;;
  *) stop "there is no lint called \"$1\"; it is format, clippy, doc, deny, spelling or shell" ;;
esac
