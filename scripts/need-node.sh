#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Exits 1 with one line when there is no Node 20 or newer with npm on the PATH.
how='install it with your package manager or from nodejs.org'
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "Node 20 or newer, with npm, not found: $how" >&2
  exit 1
fi
major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
[ "$major" -ge 20 ] && exit 0
echo "Node $(node --version) found, 20 or newer is needed: $how" >&2
exit 1
