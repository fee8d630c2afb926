#!/usr/bin/env bash
# Try it here: a relay, a friend that answers every message, and your own phone in this terminal.
#
#   PORT=8080                where the relay listens, on this machine only
#   PILLION_STATE=.pillion   the folder that keeps all of it; a second run with the same folder continues
#   HANDLE=  NAME=           how your phone is called, at its first start (otherwise it asks, or takes your user name)
#   PILLION_PASSPHRASE=      protects the phones' stores (otherwise a random one, in a file of that folder)
#
# Without a terminal the phone runs without a screen, and the commands that speak to it are printed.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"
# shellcheck source=children.sh
. "$root/scripts/children.sh"

state=${PILLION_STATE:-.pillion}
[ "${state#/}" != "$state" ] || state=$root/$state
relay=target/release/pillion-relay
program=target/release/pillion-phone

# What the phone's screen needs for its panes and the composer.
columns_needed=60
rows_needed=16

main() {
  [ -t 0 ] && [ -t 1 ] && screen=yes || screen=no
  need_room
  need_port
  need_state
  scripts/build.sh
  trap finish EXIT
  trap 'exit 0' INT TERM HUP
  start "$state" relay "$relay" --listen "127.0.0.1:$port" --data "$state/relay"
  friend
  own_account
  say "Your phone is \"$(cat "$state/me.handle")\", its friend is \"echo\", the relay is $url, all state is in $state."
  if [ "$screen" = yes ]; then
    on_screen
  else
    without_screen
  fi
}

need_room() {
  local rows columns
  [ "$screen" = yes ] || return 0
  read -r rows columns < <(stty size 2>/dev/null || echo 0 0)
  # A terminal that does not know its size says 0.
  [ "$rows" = 0 ] || { [ "$rows" -ge "$rows_needed" ] && [ "$columns" -ge "$columns_needed" ]; } ||
    stop "this terminal has $columns columns and $rows rows, the phone needs $columns_needed and $rows_needed: make the window larger, then call \"make run\" again."
}

need_state() {
  { mkdir -p "$state" && chmod 700 "$state" && : >"$state/.writable" && rm "$state/.writable"; } 2>/dev/null ||
    stop "the folder $state cannot be written: choose another one with \"make run PILLION_STATE=DIR\"."
  passphrase=()
  [ -z "${PILLION_PASSPHRASE:-}" ] || return 0
  passphrase=(--passphrase-file "$state/passphrase")
  [ ! -s "$state/passphrase" ] || return 0
  (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$state/passphrase")
  say "The phones of this trial have a random passphrase, in $state/passphrase, which you alone can read."
}

# The phones remember the relay by its address, port included; so the port of a state folder stays what it was.
need_port() {
  local kept
  kept=$(cat "$state/port" 2>/dev/null || true)
  port=${PORT:-${kept:-8080}}
  { [[ $port =~ ^[1-9][0-9]{0,4}$ ]] && [ "$port" -le 65535 ]; } ||
    stop "PORT=$port is not a port: give a number from 1 to 65535."
  [ -z "$kept" ] || [ "$kept" = "$port" ] ||
    stop "the phones in $state know their relay on port $kept: leave PORT away, or start anew with \"make run PORT=$port PILLION_STATE=DIR\"."
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    stop "port $port is in use, perhaps by another \"make run\": stop that, or start anew with \"make run PORT=8081 PILLION_STATE=DIR\"."
  fi
  url=http://localhost:$port
}

finish() {
  trap - EXIT
  trap '' INT TERM HUP
  stop_children
  say "All is stopped; \"make run\" continues with $state."
}

# A verb of one of the two phones: phone HOME VERB...
phone() {
  local home=$1
  shift
  "$program" --home "$state/$home" ${passphrase[@]+"${passphrase[@]}"} "$@"
}

# Makes an account, unless a start that was interrupted later on has made it.
account() {
  local home=$1 handle=$2 name=$3
  [ -d "$state/$home" ] && phone "$home" status >/dev/null 2>&1 && return
  phone "$home" init --relay "$url" --handle "$handle" --name "$name" >/dev/null || return 1
  echo "$port" >"$state/port"
}

friend() {
  if [ ! -f "$state/echo.ready" ]; then
    account echo echo Echo || stop 'the account of Echo could not be made: the line above says why.'
    : >"$state/echo.ready"
  fi
  start "$state" echo "$program" --home "$state/echo" ${passphrase[@]+"${passphrase[@]}"} run --echo
}

own_account() {
  local handle
  [ ! -f "$state/me.ready" ] || return 0
  while :; do
    handle=$(own_handle)
    echo "$handle" >"$state/me.handle"
    account me "$handle" "${NAME:-$handle}" && break
    { [ "$screen" = yes ] && [ -z "${HANDLE:-}" ]; } ||
      stop 'your account could not be made: the line above says why; "make run HANDLE=another_name" tries another handle.'
  done
  phone me contact add echo >/dev/null || stop 'Echo could not be added to your contacts: the line above says why.'
  : >"$state/me.ready"
}

# As given; asked for in a terminal; otherwise the user's name, as far as a handle may be like it (docs/protocol.md, R-DIR-1).
own_handle() {
  local handle answer
  [ -z "${HANDLE:-}" ] || { echo "$HANDLE" && return; }
  handle=$(printf '%s' "${USER:-$(id -un)}" | tr '[:upper:]' '[:lower:]' | tr -c 'a-z0-9_' '_' | sed 's/^[^a-z]*//' | cut -c1-32)
  { [ "${#handle}" -ge 3 ] && [ "$handle" != echo ]; } || handle=rider
  if [ "$screen" = yes ]; then
    read -r -p "Your handle, by which others find you [$handle]: " answer </dev/tty || stop 'no handle was given.'
    handle=${answer:-$handle}
  fi
  echo "$handle"
}

on_screen() {
  say "Open $url in a browser; press l here; paste the link under the QR code, or the path of a screenshot of it."
  phone me
}

without_screen() {
  local command="$program --home $state/me${passphrase[*]:+ ${passphrase[*]}}"
  start "$state" me "$program" --home "$state/me" ${passphrase[@]+"${passphrase[@]}"} run
  say "There is no terminal here, so your phone runs without a screen. Open $url in a browser, and in another shell:"
  say "  $command link 'LINK'          the link under the QR code, or the path of a screenshot of it"
  say "  $command send echo 'Hello'"
  say "  $command history echo"
  say "Ctrl-C stops all of it."
  wait "${children[@]}"
}

main
