# Chromium and its driver, for the tests and the measurements only. Which one is used: browser.sh.
#
# shellcheck shell=bash
# shellcheck source=../browser.sh
. "$root/scripts/browser.sh"

have_chromium() {
  find_browser
}

install_chromium() {
  local others='Chromium (or Chrome) and the chromedriver of the same version'
  # Ubuntu's packages of that name only fetch a snap, which cannot reach hidden or temporary folders.
  if [ -r /etc/os-release ] && grep -q '^ID=ubuntu' /etc/os-release; then
    stop "a browser for the tests is missing: install $others so that both are on the path, then call make again."
  fi
  install_packages 'a browser for the tests' "$others" chromium chromium-driver
  find_browser || stop "Chromium was installed and still cannot be found: see to it that \"chromium\" and \"chromedriver\" are on the path."
}
