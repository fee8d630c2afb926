# The browser of the tests and the measurements, and its driver. Sourced.
#
# find_browser sets and exports CHROME and CHROMEDRIVER (paths of programs). Both may be given from outside.
#
# shellcheck shell=bash

find_browser() {
  CHROME=${CHROME:-$(first_of chromium chromium-browser google-chrome-stable google-chrome)} &&
    CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver chromium.chromedriver)} || return 1
  export CHROME CHROMEDRIVER
}

first_of() {
  local name
  for name in "$@"; do
    command -v "$name" && return
  done
  return 1
}
