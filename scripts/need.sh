#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# need.sh COMMAND WHAT HOW: exits 1 with one line when COMMAND is not on the PATH.
command -v "$1" >/dev/null 2>&1 && exit 0
echo "$2 not found: $3" >&2
exit 1
