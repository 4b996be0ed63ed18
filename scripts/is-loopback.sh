#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# is-loopback.sh URL: exits 0 when the URL leads to this machine, where load costs nothing.
case $1 in
  http://127.0.0.1[:/]* | http://localhost[:/]* | 'http://[::1]'[:/]* | http://127.0.0.1 | http://localhost) exit 0 ;;
esac
exit 1
