#!/usr/bin/env bash
# The weight of the page: every file of www and its size as a browser downloads it from a relay. Fails when it is over its budget.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"

# All files of the page together, compressed with Brotli, which every browser takes: 300 KB, a KB being 1000 bytes.
budget_bytes=300000

total_bytes=0
while read -r bytes file; do
  total_bytes=$((total_bytes + bytes))
  printf '%9d  %s\n' "$bytes" "$file"
done < <(cargo run --quiet --package pillion-relay --example weigh -- www)
[ "$total_bytes" -gt 0 ] || stop 'the page could not be weighed: the lines above say why.'
printf '%9d  bytes compressed in all, of %d allowed\n' "$total_bytes" "$budget_bytes"

[ "$total_bytes" -le "$budget_bytes" ] ||
  stop "the page weighs $total_bytes bytes compressed, its budget is $budget_bytes: take something out of it."
