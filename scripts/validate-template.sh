#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# scripts/validate-template.py where there is a Python 3, one line that says SKIPPED where not.
if ! python3 -c '' 2>/dev/null; then
  echo "SKIPPED template checks: python3 is not installed here"
  exit 0
fi
exec python3 "$(dirname "$0")/validate-template.py" "$@"
