# axe-core, which looks at the page as a blind reader's program does; for the tests only.
#
# It comes from npm, is checked against the sum below, and is run inside the tests' browser; no other code of npm is run.
#
# shellcheck shell=bash
# shellcheck source=../axe.sh
. "$root/scripts/axe.sh"

have_axe() {
  find_axe
}

install_axe() {
  has npm || install_packages 'npm (it fetches what checks the page for blind readers)' 'npm' npm
  local folder=$cache/build/axe
  rm -rf "$folder"
  mkdir -p "$folder" "$(dirname "$(axe_file)")"
  (cd "$folder" && logged axe npm pack --silent --ignore-scripts "axe-core@$axe_version") ||
    stop "axe-core $axe_version could not be fetched: see what npm says above, then call make again."
  tar -xzf "$folder/axe-core-$axe_version.tgz" -C "$folder" package/axe.min.js
  mv "$folder/package/axe.min.js" "$(axe_file)"
  find_axe || stop "what npm brought as axe-core $axe_version is not what it should be: its sum differs. Nothing of it is used."
}
