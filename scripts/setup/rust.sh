# The Rust compiler. rustup itself must be there; nobody wants a Makefile to pipe a script from the network into a shell.
#
# shellcheck shell=bash

# The oldest compiler that builds this workspace.
rust_needed() {
  awk -F'"' '/^rust-version/ { print $2; exit }' "$root/Cargo.toml"
}

have_rust() {
  local version
  version=$(rustc --version 2>/dev/null | awk '{ print $2 }') && [ -n "$version" ] || return 1
  [ "$(printf '%s\n' "$(rust_needed)" "${version%%-*}" | sort -V | head -n 1)" = "$(rust_needed)" ]
}

install_rust() {
  has rustup || stop "Rust $(rust_needed) or newer is missing: install rustup from https://rustup.rs, then call make again."
  logged rustup-stable rustup toolchain install stable --profile minimal || true
  rustc --version >/dev/null 2>&1 || rustup default stable >/dev/null 2>&1 || true
  have_rust || stop "Rust $(rust_needed) or newer could not be installed: run \"rustup update stable && rustup default stable\", then call make again."
}

have_rust_parts() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1
}

install_rust_parts() {
  logged rustup-parts rustup component add rustfmt clippy || true
  have_rust_parts || stop 'rustfmt or clippy is missing: run "rustup component add rustfmt clippy", then call make again.'
}
