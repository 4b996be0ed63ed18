#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints the home of a JDK 25 or newer: JAVA_HOME's, the PATH's, or one in the usual install folders.
# Exits 1 with one line that says what to do when there is none.

version() { # major version of the JDK in folder $1, empty when it is no JDK
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

on_path=$(command -v javac 2>/dev/null)
[ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")

for home in "$JAVA_HOME" "$on_path" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
  "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  major=$(version "$home")
  if [ -n "$major" ] && [ "$major" -ge 25 ]; then
    echo "$home"
    exit 0
  fi
done
echo "JDK 25 or newer not found: install one (for example Temurin 25 from adoptium.net) or point JAVA_HOME at it" >&2
exit 1
