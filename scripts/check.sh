#!/usr/bin/env bash
# The gate: all that must hold before a change goes in, cheapest first. Stops at the first step that fails.
set -euo pipefail
# shellcheck source=place.sh
. "$(dirname "${BASH_SOURCE[0]}")/place.sh"

steps=(
  'lint.sh format'
  'lint.sh clippy'
  'lint.sh doc'
  'test.sh units'
  'lint.sh deny'
  'lint.sh spelling'
  'lint.sh shell'
  'wasm.sh'
  'weight.sh'
  'test.sh page'
  'test.sh sim'
  'test.sh live'
  'test.sh browser'
)

scripts/setup.sh check
number=0
for step in "${steps[@]}"; do
  number=$((number + 1))
  say "check $number/${#steps[@]}: ${step/.sh/}"
  # A step is a script and at most one word for it.
  # shellcheck disable=SC2086
  scripts/$step || stop "the gate is shut at step $number, ${step/.sh/}: the lines above say why; \"scripts/$step\" repeats it alone."
done
say "check: the gate is open"
