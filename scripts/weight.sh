#!/usr/bin/env bash
# The weight of the page: every file of www and its size as a browser downloads it. Fails when it is over its budget.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"

# All files of the page together, compressed with gzip: 300 KB, a KB being 1000 bytes.
budget_bytes=300000

total_bytes=0
while IFS= read -r file; do
  bytes=$(gzip -9 -c "$file" | wc -c)
  total_bytes=$((total_bytes + bytes))
  printf '%9d  %s\n' "$bytes" "$file"
done < <(find www -type f ! -name '.*' | sort)
printf '%9d  bytes compressed in all, of %d allowed\n' "$total_bytes" "$budget_bytes"

[ "$total_bytes" -le "$budget_bytes" ] ||
  stop "the page weighs $total_bytes bytes compressed, its budget is $budget_bytes: take something out of it."
