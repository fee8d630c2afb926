# Where things lie, and how scripts speak. Sourced by every script; does nothing by itself but set names.
#
# Tools that set-up builds live outside the clone, one folder per tool and version, so that a second clone shares them
# and a change of version never disturbs another clone:
#
#   ${PILLION_CACHE:-~/.cache/pillion}/tools/NAME-VERSION/bin
#
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${PILLION_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pillion}

# Why a step stopped: one sentence, on stderr.
stop() {
  printf 'pillion: %s\n' "$*" >&2
  exit 1
}

say() {
  printf '%s\n' "$*"
}

# Whether a command is on the path.
has() {
  command -v "$1" >/dev/null 2>&1
}

# The version of a crate that this workspace is locked to.
locked_version() {
  awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/version = |"/, ""); print; exit }' "$root/Cargo.lock"
}

# shellcheck source-path=SCRIPTDIR source=tools.sh
. "$root/scripts/tools.sh"

# rustup's own folder is on no path until the next log-in; without this a fresh machine fails at the first step.
has cargo || PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
PATH=$(tool_path)$PATH
export PATH

# Every script works from the root of the clone.
cd "$root" || exit 1
