#!/usr/bin/env bash
# The page's programs, compiled for the browser: client-wasm into www/pkg, and media-wasm, which is loaded when a file is first
# sent or wanted, into www/media/pkg.
#
# The page's dialogs and menus, and what messages have beside their words, are split off into a file of their own, loaded once the
# chats are drawn.
#
# Fails when a program wants anything of a host called "env": a C function that nobody provides, so that the page would
# not start. wasm-opt is not called: it makes the program a tenth smaller, and what is downloaded, which is compressed, a
# twentieth larger (version 132, -Oz).
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=toolchain.sh
. "$root/scripts/toolchain.sh"

built=target/$wasm/wasm
built_media=target/$wasm/media
parts=$built/parts


compile() (
  use_wasm_toolchain || stop 'the Wasm target is missing: call "make setup" first.'
  # Where this machine keeps the sources of crates is nobody's business. The page is split in two afterwards, by what the linker
  # knows of which function needs which.
  export RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates --cfg pillion_split -Clink-args=--emit-relocs"
  cargo build --package pillion-client --lib --target "$wasm" --profile wasm
  cargo build --package pillion-media --lib --target "$wasm" --profile media
)

# Takes what is loaded later out of the page's program (client-wasm/src/view/later.rs).
split() {
  rm -rf "$parts"
  wasm-split-cli "$built/pillion_client.wasm" "$parts" --out-name pillion_client
}

# Writes the JavaScript that starts a program, WASM, into PKG.
bind() {
  local wasm=$1 pkg=$2
  rm -rf "$pkg"
  # What is loaded later looks for the table of functions.
  wasm-bindgen --target web --keep-lld-exports --no-typescript --remove-name-section --remove-producers-section --out-dir "$pkg" "$wasm"
  refuse_env "$pkg"
}

# Where cargo leaves a program.
program() {
  case $1 in
    pillion_media) echo "$built_media/$1.wasm" ;;
    *) echo "$built/$1.wasm" ;;
  esac
}

# Calls "$2 ..." when the program NAME or a tool is newer than what was made of them.
when_newer() {
  local name=$1 version made_by
  shift
  # Beside the input and not in www, where the relay would serve it.
  made_by=$built/$name.made-by
  version="$(wasm-bindgen --version) $(tool_version wasm_split_cli_support)"
  [ "$made_by" -nt "$(program "$name")" ] && [ "$(cat "$made_by")" = "$version" ] && [ -d "$1" ] && return
  "make_$name" "$1"
  printf '%s\n' "$version" >"$made_by"
}

make_pillion_client() {
  split
  bind "$parts/pillion_client.wasm" "$1"
  cp "$parts"/__wasm_split.js "$parts"/split_*.wasm "$1"
  finish "$1"
}

make_pillion_media() {
  bind "$(program pillion_media)" "$1"
  finish "$1"
}

finish() {
  local part
  for part in "$1"/*.wasm; do
    drop_custom "$part"
  done
  number_imports "$1"
}

# Leaves out the sections of a Wasm file that only tools read: names, and how it was linked.
drop_custom() {
  perl -0777 -e '
    local $/; binmode STDIN; binmode STDOUT;
    my $wasm = <STDIN>;
    my $at = 8;
    my $out = substr $wasm, 0, 8;
    while ($at < length $wasm) {
      my ($id, $size, $shift, $next) = (ord(substr $wasm, $at, 1), 0, 0, $at + 1);
      while (1) {
        my $byte = ord substr $wasm, $next++, 1;
        $size |= ($byte & 127) << $shift;
        $shift += 7;
        last if $byte < 128;
      }
      my $end = $next + $size;
      $out .= substr $wasm, $at, $end - $at if $id != 0;
      $at = $end;
    }
    print $out;
  ' <"$1" >"$1.part"
  mv "$1.part" "$1"
}

# wasm-bindgen turns each foreign import into an import of the JavaScript beside it.
refuse_env() {
  local pkg=$1
  ! grep -Eq "from ['\"]env['\"]" "$pkg"/*.js || {
    rm -rf "$pkg"
    stop 'the page imports a C function from "env", which no browser has: a crate of client-wasm or media-wasm brings C code; "cargo tree -p pillion-client" shows which.'
  }
}

# Each function of the browser that the program calls has a name that ends in a hash of 16 digits, here and in the
# JavaScript. Numbers of the same length in their place are 4 KB less to download: a hash cannot be compressed.
number_imports() {
  local pkg=$1
  LC_ALL=C grep -Eho '_[0-9a-f]{16}' "$pkg"/*.js | sort -u |
    awk '{ printf "s/%s/_%016d/g\n", $0, NR }' |
    LC_ALL=C sed -i -f - "$pkg"/*.js "$pkg"/*.wasm
}

compile
when_newer pillion_client www/pkg
when_newer pillion_media www/media/pkg
