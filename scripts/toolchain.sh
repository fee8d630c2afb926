# The compiler of the page. Sourced.
#
# Natively everything is built by the Rust that is on the path. For the page that Rust needs the target
# wasm32-unknown-unknown; where rustup cannot download it, Debian's compiler takes its place, with a standard library that
# setup/target.sh has built for it. It lies in the cache and is chosen through PATH alone: neither rustup nor /usr is changed.
#
#   PILLION_WASM_TOOLCHAIN=debian    take Debian's compiler though rustup's would do
#
# shellcheck shell=bash

wasm=wasm32-unknown-unknown

# Puts the page's compiler before all others. Fails when there is none yet.
use_wasm_toolchain() {
  if [ "${PILLION_WASM_TOOLCHAIN:-}" != debian ] && has_wasm_library rustc; then
    return
  fi
  has_wasm_library "$(debian_toolchain)/bin/rustc" || return 1
  PATH=$(debian_toolchain)/bin:$PATH
}

# Whether a compiler has a standard library for the page.
has_wasm_library() {
  local folder
  folder=$("$1" --print target-libdir --target "$wasm" 2>/dev/null) && [ -d "$folder" ]
}

# A folder per compiler version: a library built for one cannot be read by another.
debian_toolchain() {
  echo "$cache/wasm-toolchain-$(/usr/bin/rustc --version 2>/dev/null | awk '{ print $2 }')"
}
