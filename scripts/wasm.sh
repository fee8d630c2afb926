#!/usr/bin/env bash
# The page's program: client-wasm, compiled for the browser into www/pkg.
#
# Fails when the program wants anything of a host called "env": a C function that nobody provides, so that the page would
# not start. wasm-opt is not called: it makes the program a tenth smaller, and what is downloaded, which is compressed, a
# twentieth larger (version 132, -Oz).
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=toolchain.sh
. "$root/scripts/toolchain.sh"

pkg=www/pkg
built=target/$wasm/wasm/pillion_client.wasm
page=$pkg/pillion_client_bg.wasm
# Beside the input and not in www, where the relay would serve it.
made_by=target/$wasm/wasm/made-by

compile() (
  use_wasm_toolchain || stop 'the Wasm target is missing: call "make setup" first.'
  # Where this machine keeps the sources of crates is nobody's business.
  export RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates"
  cargo build --package pillion-client --lib --target "$wasm" --profile wasm
)

# Writes the JavaScript that starts the program. Anew only when the program or the tool is.
bind() {
  local version
  version=$(wasm-bindgen --version)
  [ "$page" -nt "$built" ] && [ "$(cat "$made_by" 2>/dev/null)" = "$version" ] && return
  rm -rf "$pkg"
  wasm-bindgen --target web --no-typescript --remove-name-section --remove-producers-section --out-dir "$pkg" "$built"
  refuse_env
  number_imports
  printf '%s\n' "$version" >"$made_by"
}

# wasm-bindgen turns each foreign import into an import of the JavaScript beside it.
refuse_env() {
  ! grep -Eq "from ['\"]env['\"]" "$pkg"/*.js || {
    rm -rf "$pkg"
    stop 'the page imports a C function from "env", which no browser has: a crate of client-wasm brings C code; "cargo tree -p pillion-client" shows which.'
  }
}

# Each function of the browser that the program calls has a name that ends in a hash of 16 digits, here and in the
# JavaScript. Numbers of the same length in their place are 4 KB less to download: a hash cannot be compressed.
number_imports() {
  LC_ALL=C grep -Eho '_[0-9a-f]{16}' "$pkg"/*.js | sort -u |
    awk '{ printf "s/%s/_%016d/g\n", $0, NR }' |
    LC_ALL=C sed -i -f - "$pkg"/*.js "$page"
}

compile
bind
