# Where libsodium.js lies, and which one it must be. Sourced.
#
# find_libsodium sets and exports PILLION_LIBSODIUM (the folder of both its files), if the files there are the right ones.
#
# shellcheck shell=bash

libsodium_version=0.8.4

# The packages; each has one file, which is called like it.
libsodium_packages='libsodium libsodium-wrappers'

libsodium_sum() {
  case $1 in
    libsodium) echo 9d9731995989ac2d7c73ba4fb6717e43cd2a4a4299c442b710c2d9e5065b14d1 ;;
    libsodium-wrappers) echo d015a93315140974698318d94274ff63c6d22530d8b0e3f3770d9bfeadc7eb60 ;;
  esac
}

libsodium_folder() {
  echo "$cache/libsodium-$libsodium_version"
}

find_libsodium() {
  local folder package
  folder=$(libsodium_folder)
  for package in $libsodium_packages; do
    [ "$(sha256sum "$folder/$package.js" 2>/dev/null | cut -d ' ' -f 1)" = "$(libsodium_sum "$package")" ] || return 1
  done
  export PILLION_LIBSODIUM=$folder
}
