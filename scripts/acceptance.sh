#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# acceptance.sh PROGRAM [ARGUMENT...]: runs one of the acceptance module's programs, which must be built.
root=$(dirname "$0")/..
program=$1
shift
exec "$root/scripts/with-jdk.sh" java -cp "$root/acceptance/target/acceptance.jar:$root/acceptance/target/lib/*" \
  "io.wildrydes.acceptance.$program" "$@"
