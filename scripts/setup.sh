#!/usr/bin/env bash
# Set-up: installs what a goal needs and this machine lacks. Asks first what is missing, so a second call does nothing.
#
#   scripts/setup.sh build    what compiles the programs and the page
#   scripts/setup.sh bench    and a browser, and what the page is measured beside
#   scripts/setup.sh test     and the test tools
#   scripts/setup.sh check    and the tools of the gate (the default)
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
for part in packages compiler rust target tool chromium axe libsodium; do
  # shellcheck source=/dev/null
  . "$root/scripts/setup/$part.sh"
done

case ${1:-check} in
  build) steps='compiler rust target wasm-bindgen-cli wasm_split_cli_support' ;;
  bench) steps='compiler rust target wasm-bindgen-cli wasm_split_cli_support chromium libsodium' ;;
  test) steps='compiler rust target wasm-bindgen-cli wasm_split_cli_support chromium axe wasm-pack cargo-nextest' ;;
  check) steps='compiler rust target wasm-bindgen-cli wasm_split_cli_support chromium axe wasm-pack cargo-nextest rust-parts cargo-deny typos-cli' ;;
  *) stop "there is no set-up called \"$1\"; it is build, bench, test or check" ;;
esac

have() {
  case $1 in
    compiler | rust | target | chromium | axe | libsodium) "have_$1" ;;
    rust-parts) have_rust_parts ;;
    *) have_tool "$1" ;;
  esac
}

install() {
  case $1 in
    compiler | rust | target | chromium | axe | libsodium) "install_$1" ;;
    rust-parts) install_rust_parts ;;
    *) install_tool "$1" ;;
  esac
}

# What a step brings and how long it takes on two cores.
about() {
  case $1 in
    compiler) echo 'C compiler, make and perl (they build SQLCipher), about half a minute' ;;
    rust) echo 'a current Rust, about a minute' ;;
    target) echo "the compiler's Wasm target, a few seconds (two minutes where rustup cannot download it)" ;;
    chromium) echo 'Chromium and its driver for the tests, about half a minute' ;;
    axe) echo 'axe-core, which checks the page for blind readers, a few seconds' ;;
    libsodium) echo 'libsodium.js, beside which sealing in the page is measured, a few seconds' ;;
    wasm-bindgen-cli) echo 'wasm-bindgen, about a minute and a half' ;;
    wasm_split_cli_support) echo 'wasm-split, about a minute' ;;
    wasm-pack) echo 'wasm-pack, about a minute' ;;
    cargo-nextest) echo 'cargo-nextest, about four minutes' ;;
    rust-parts) echo 'rustfmt and clippy, a few seconds' ;;
    cargo-deny) echo 'cargo-deny, about two minutes' ;;
    typos-cli) echo 'typos, about a minute and a half' ;;
  esac
}

missing=()
for step in $steps; do
  have "$step" || missing+=("$step")
done

count=${#missing[@]}
[ "$count" = 0 ] || mkdir -p "$cache/build" "$cache/log" 2>/dev/null ||
  stop "the folder $cache cannot be written: choose another one with PILLION_CACHE=DIR."
number=0
for step in ${missing[@]+"${missing[@]}"}; do
  number=$((number + 1))
  say "set-up $number/$count: $(about "$step")"
  install "$step"
done
if [ "$count" != 0 ]; then
  rm -rf "$cache/build"
  say "set-up: done"
fi
