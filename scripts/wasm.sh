#!/usr/bin/env bash
# The page's program: client-wasm, compiled for the browser into www/pkg, and the weight of all that a browser downloads.
#
# Fails when the program wants anything of a host called "env" (a C function that nobody provides: the page would not
# start), or when the page is heavier than its budget.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=toolchain.sh
. "$root/scripts/toolchain.sh"

# All assets of the page together, compressed as a server would: 300 KB, DESIGN's budget, where a KB is 1000 bytes.
budget_bytes=300000

pkg=www/pkg
built=target/$wasm/wasm/pillion_client.wasm
page=$pkg/pillion_client_bg.wasm
# Beside the input and not in www, where the relay would serve it.
made_by=target/$wasm/wasm/made-by

compile() (
  use_wasm_toolchain || stop 'the Wasm target is missing: call "make setup" first.'
  cargo build --package pillion-client --lib --target "$wasm" --profile wasm
)

# Writes the JavaScript that starts the program. Anew only when the program or the tool is.
bind() {
  local version
  version=$(wasm-bindgen --version)
  [ "$page" -nt "$built" ] && [ "$(cat "$made_by" 2>/dev/null)" = "$version" ] && return
  rm -rf "$pkg"
  wasm-bindgen --target web --no-typescript --remove-name-section --remove-producers-section --out-dir "$pkg" "$built"
  shrink
  refuse_env
  printf '%s\n' "$version" >"$made_by"
}

# wasm-opt saves some percent more. An old one does not know the instructions that Rust uses today, so it is left out;
# which instructions the page may use, it reads from the page itself.
shrink() {
  local version
  version=$(wasm-opt --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/') || return 0
  [ "${version:-0}" -ge 118 ] || return 0
  wasm-opt -Oz --output "$page.small" "$page"
  mv "$page.small" "$page"
}

# wasm-bindgen turns each foreign import into an import of the JavaScript beside it.
refuse_env() {
  ! grep -Eq "from ['\"]env['\"]" "$pkg"/*.js || {
    rm -rf "$pkg"
    stop 'the page imports a C function from "env", which no browser has: a crate of client-wasm brings C code; "cargo tree -p pillion-client" shows which.'
  }
}

# Every file of www, hidden ones aside, and its size as a browser would download it.
weigh() {
  local file size total=0
  while IFS= read -r file; do
    size=$(gzip -9 -c "$file" | wc -c)
    total=$((total + size))
    printf '%9d  %s\n' "$size" "$file"
  done < <(find www -type f ! -name '.*' | sort)
  printf '%9d  bytes compressed in all, of %d allowed\n' "$total" "$budget_bytes"
  [ "$total" -le "$budget_bytes" ] || stop "the page weighs $total bytes compressed, its budget is $budget_bytes: take something out of it."
}

compile
bind
weigh
