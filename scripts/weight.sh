#!/usr/bin/env bash
# The weight of the page: every file of www and its size as a browser downloads it from a relay. Fails when it is over its budget.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"

# What is loaded before the page can be used, compressed with Brotli, which every browser takes: 300 KB, a KB being 1000 bytes.
budget_bytes=300000
# What is loaded after it: dialogs, menus, and what works with files and sounds.
later_budget_bytes=120000

total_bytes=0
later_bytes=0
while read -r bytes file; do
  case $file in
    www/media/* | www/pkg/split_*)
      later_bytes=$((later_bytes + bytes))
      printf '%9d  %s, later\n' "$bytes" "$file"
      ;;
    *)
      total_bytes=$((total_bytes + bytes))
      printf '%9d  %s\n' "$bytes" "$file"
      ;;
  esac
done < <(cargo run --quiet --package pillion-relay --example weigh -- www)
[ "$total_bytes" -gt 0 ] || stop 'the page could not be weighed: the lines above say why.'
printf '%9d  bytes compressed before the page can be used, of %d allowed\n' "$total_bytes" "$budget_bytes"
printf '%9d  bytes compressed later, of %d allowed\n' "$later_bytes" "$later_budget_bytes"

[ "$total_bytes" -le "$budget_bytes" ] ||
  stop "the page weighs $total_bytes bytes compressed, its budget is $budget_bytes: take something out of it."
[ "$later_bytes" -le "$later_budget_bytes" ] ||
  stop "what is loaded later weighs $later_bytes bytes compressed, its budget is $later_budget_bytes: take something out of it."
