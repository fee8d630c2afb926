# The system's packages. Debian's apt-get is used; for any other system the sentence says what to install.
#
# shellcheck shell=bash

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    return 1
  fi
}

# install_packages WHAT OTHERS PACKAGE...
#   WHAT     what is missing, for the sentence
#   OTHERS   what to look for where there is no apt-get
install_packages() {
  local what=$1 others=$2
  shift 2
  if ! has apt-get; then
    stop "$what is missing, and only apt-get is known here: install $others with your package manager, then call make again."
  fi
  if [ "$(id -u)" != 0 ] && ! has sudo; then
    stop "$what is missing, and this user may not install it: run \"apt-get install $*\" as root, then call make again."
  fi
  # Stale lists are the usual reason why an install fails; where they cannot be renewed, the old ones may still do.
  logged apt-update as_root apt-get update -q || true
  logged apt-install as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" ||
    stop "$what could not be installed: run \"apt-get install $*\" as root, see what it says, then call make again."
}

# logged NAME COMMAND...: runs it with its output in a log, and shows the end of the log if it fails.
logged() {
  local log=$cache/log/$1.log
  shift
  "$@" >"$log" 2>&1 && return
  tail -n 8 "$log" >&2
  say "(all of it: $log)" >&2
  return 1
}
