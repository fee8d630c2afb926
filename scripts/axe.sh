# Where axe-core lies, and which one it must be. Sourced.
#
# find_axe sets and exports PILLION_AXE (the path of axe.min.js), if the file there is the right one.
#
# shellcheck shell=bash

axe_version=4.11.0
axe_sum=e9e5863c33a874f09bc01acd9234b7e3c871479f5eef8802fa582544465e6d01

axe_file() {
  echo "$cache/axe-core-$axe_version/axe.min.js"
}

find_axe() {
  local file
  file=$(axe_file)
  [ "$(sha256sum "$file" 2>/dev/null | cut -d ' ' -f 1)" = "$axe_sum" ] || return 1
  export PILLION_AXE=$file
}
