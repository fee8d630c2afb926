# The compiler's Wasm target: from rustup, or where rustup cannot download, from Debian's source of the same.
#
# shellcheck shell=bash
# shellcheck source=../toolchain.sh
. "$root/scripts/toolchain.sh"

have_target() {
  (use_wasm_toolchain)
}

install_target() {
  if [ "${PILLION_WASM_TOOLCHAIN:-}" != debian ]; then
    has rustup && logged wasm-target rustup target add "$wasm" 2>/dev/null && have_target && return
    say "  rustup cannot fetch it here; Debian's compiler is set up for the page instead, about two minutes"
  fi
  has apt-get ||
    stop "the compiler's Wasm target is missing: run \"rustup target add $wasm\" where the network allows it, then call make again."
  # Debian names the linker after its version; any that is as new as the compiler does, so the newest is taken.
  local linker
  linker=$(apt-cache search --names-only '^lld-[0-9]+$' | awk '{ print $1 }' | sort -t- -k2n | tail -n 1)
  install_packages "the compiler's Wasm target" "Rust's standard library for $wasm" rustc-web cargo-web rust-web-src "${linker:-lld}"
  build_debian_toolchain "${linker#lld}"
  have_target || stop "the compiler's Wasm target was built and does not work: remove $(debian_toolchain), then call make again."
}

# A toolchain folder that borrows all of Debian's compiler and adds two things: the standard library for the page, and the
# linker under the name by which the compiler looks for it. It is made under another name and moved into place when whole.
build_debian_toolchain() {
  local linker suffix=$1 host home library
  host=$(/usr/bin/rustc -vV | awk '/^host/ { print $2 }')
  home=$(debian_toolchain).part
  library=$home/lib/rustlib/$wasm/lib
  linker=$(first_linker "wasm-ld$suffix" wasm-ld) || stop "Debian's linker for Wasm (wasm-ld$suffix) is missing: install the package lld, then call make again."

  rm -rf "$home"
  mkdir -p "$home/bin" "$home/lib/rustlib/$host/bin" "$home/lib/rustlib/src"
  ln -s "/usr/lib/rustlib/$host/lib" "$home/lib/rustlib/$host/lib"
  ln -s "$(readlink -f /usr/lib/rustlib/src/rust)" "$home/lib/rustlib/src/rust"
  ln -s "$linker" "$home/lib/rustlib/$host/bin/rust-lld"
  ln -s /usr/bin/cargo "$home/bin/cargo"
  compiler_in rustc "$home" "$home"
  compiler_in rustdoc "$home" "$home"

  logged wasm-library build_wasm_library "$home" ||
    stop "the standard library for the page could not be built: run \"rustup target add $wasm\" where the network allows it, then call make again."
  mkdir -p "$library"
  find "$home/build/$wasm/release/deps" -name '*.rlib' ! -name 'libnothing*' -exec cp {} "$library" \;
  rm -rf "$home/build" "$home/nothing"
  compiler_in rustc "$home" "$(debian_toolchain)"
  compiler_in rustdoc "$home" "$(debian_toolchain)"
  rm -rf "$(debian_toolchain)"
  mv "$home" "$(debian_toolchain)"
}

first_linker() {
  local name
  for name in "$@"; do
    command -v "$name" && return
  done
  return 1
}

# compiler_in PROGRAM HOME SYSROOT: Debian's program, in the bin of HOME, with its library taken from SYSROOT.
compiler_in() {
  printf '#!/bin/sh\nexec /usr/bin/%s --sysroot "%s" "$@"\n' "$1" "$3" >"$2/bin/$1"
  chmod +x "$2/bin/$1"
}

# The library is built as a dependency of an empty crate. Without its bitcode the page could not be optimised as a whole;
# "test" is what the page's tests link to; unwinding is compiled in since a program that aborts can use that too.
build_wasm_library() {
  local home=$1
  mkdir -p "$home/nothing/src"
  printf '[package]\nname = "nothing"\nversion = "0.0.0"\nedition = "2024"\n' >"$home/nothing/Cargo.toml"
  printf '#![no_std]\n' >"$home/nothing/src/lib.rs"
  (
    cd "$home/nothing" || return 1
    export PATH=$home/bin:$PATH
    export RUSTC_BOOTSTRAP=1 CARGO_PROFILE_RELEASE_PANIC=unwind RUSTFLAGS='-C embed-bitcode=yes'
    /usr/bin/cargo build -Z build-std=std,panic_abort,test --target "$wasm" --release --target-dir "$home/build"
  )
}
