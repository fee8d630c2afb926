# The tools that come from crates.io, and the version of each. Sourced by place.sh.
#
# A tool that is on the path already is used as it is; only wasm-bindgen must match Cargo.lock to the digit, because the
# crate and the command line speak a private format.
#
# shellcheck shell=bash

# Name of the package on crates.io -> its version here.
tool_version() {
  case $1 in
    wasm-bindgen-cli) locked_version wasm-bindgen ;;
    wasm_split_cli_support) echo 0.2.4 ;;
    wasm-pack) echo 0.15.1 ;;
    cargo-nextest) echo 0.9.151 ;;
    cargo-deny) echo 0.20.2 ;;
    typos-cli) echo 1.52.0 ;;
  esac
}

# The command that a package brings.
tool_command() {
  case $1 in
    wasm-bindgen-cli) echo wasm-bindgen ;;
    wasm_split_cli_support) echo wasm-split-cli ;;
    typos-cli) echo typos ;;
    *) echo "$1" ;;
  esac
}

# What cargo is told besides the version.
tool_options() {
  case $1 in
    wasm_split_cli_support) echo --features=build-binary ;;
  esac
}

tool_home() {
  echo "$cache/tools/$1-$(tool_version "$1")"
}

# The folders of all tools, ready to stand before PATH.
tool_path() {
  local tool
  for tool in wasm-bindgen-cli wasm_split_cli_support wasm-pack cargo-nextest cargo-deny typos-cli; do
    printf '%s/bin:' "$(tool_home "$tool")"
  done
}

have_tool() {
  local command
  command=$(tool_command "$1")
  has "$command" || return 1
  [ "$1" != wasm-bindgen-cli ] || [ "$("$command" --version 2>/dev/null)" = "wasm-bindgen $(tool_version "$1")" ]
}
