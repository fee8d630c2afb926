# A tool from crates.io, built here. What is built and for whom: tools.sh.
#
# shellcheck shell=bash

# The tools run for a second or two, so their optimisation is paid for in vain: these settings halve the wait.
install_tool() {
  local tool=$1 version
  version=$(tool_version "$tool")
  # A version of that day's lock file is not on every mirror; the newest compatible ones are nearly as good.
  built_tool "$tool" "$version" --locked 2>/dev/null || {
    say "  its own lock file did not work here; once more with the newest compatible versions"
    built_tool "$tool" "$version"
  } || stop "$tool $version could not be installed: run \"cargo install $tool --version $version\", see what it says, then call make again."
  have_tool "$tool" || stop "$tool was installed and still does not run: remove $(tool_home "$tool"), then call make again."
}

# The build folder is in the cache and stays there until all is installed (setup.sh): the tools share crates, and an
# interrupted set-up goes on where it was. Cargo is not called from the clone, whose settings are for the clone.
built_tool() (
  local tool=$1 version=$2
  shift 2
  cd "$cache" || return 1
  export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1
  export CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_RELEASE_STRIP=debuginfo
  unset RUSTFLAGS
  # shellcheck disable=SC2046 # several words, or none
  logged "$tool" cargo install "$tool" --version "=$version" $(tool_options "$tool") \
    --root "$(tool_home "$tool")" --target-dir "$cache/build" "$@"
)
