# libsodium.js, beside which sealing in the page is measured; for the measurements only.
#
# It comes from npm, is checked against the sums in scripts/libsodium.sh, and is run inside the measurements' browser. Where it cannot
# be had, sealing stands alone in the table: nothing else needs it.
#
# shellcheck shell=bash
# shellcheck source=../libsodium.sh
. "$root/scripts/libsodium.sh"

have_libsodium() {
  find_libsodium
}

install_libsodium() {
  fetched_libsodium || say "  libsodium.js $libsodium_version could not be had; sealing in the page will stand alone in the table"
}

fetched_libsodium() {
  has npm || (install_packages 'npm (it fetches what sealing in the page is compared with)' 'npm' npm) || return 1
  local folder package
  folder=$cache/build/libsodium
  rm -rf "$folder"
  mkdir -p "$folder" "$(libsodium_folder)" || return 1
  for package in $libsodium_packages; do
    (cd "$folder" && logged libsodium npm pack --silent --ignore-scripts "$package@$libsodium_version") || return 1
    tar -xzf "$folder/$package-$libsodium_version.tgz" -C "$folder" "package/dist/modules/$package.js" || return 1
    mv "$folder/package/dist/modules/$package.js" "$(libsodium_folder)/$package.js" || return 1
  done
  find_libsodium || {
    say '  what npm brought is not what it should be: its sums differ. Nothing of it is used.'
    return 1
  }
}
