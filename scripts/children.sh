# The programs that a script runs beside itself: started one after the other, stopped together. Sourced.
#
# shellcheck shell=bash

children=()

# start FOLDER NAME COMMAND...: in the background, with its words in FOLDER/NAME.log. Returns when the program has printed
# its first line, which is its word that it is ready.
start() {
  local name=$2 pipe=$1/$2.pipe log=$1/$2.log ready
  shift 2
  rm -f "$pipe"
  mkfifo "$pipe"
  "$@" >"$pipe" 2>"$log" </dev/null &
  children+=($!)
  exec 3<"$pipe"
  rm "$pipe"
  IFS= read -r -t 60 ready <&3 || stop "$name did not start, it says: $(tail -n 1 "$log") (all of it: $log)"
  printf '%s\n' "$ready" >>"$log"
  # The rest goes to the log; a pipe that nobody empties would stop the program.
  cat <&3 >>"$log" &
  exec 3<&-
}

# Asks all of them to end, and gives them five seconds to close their stores.
stop_children() {
  local child turn
  for child in ${children[@]+"${children[@]}"}; do
    kill "$child" 2>/dev/null || true
  done
  for child in ${children[@]+"${children[@]}"}; do
    for ((turn = 0; turn < 50; turn++)); do
      kill -0 "$child" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "$child" 2>/dev/null || true
  done
}
