#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a command with JAVA_HOME and PATH set to a JDK 25 or newer.
JAVA_HOME=$("$(dirname "$0")/find-jdk.sh") || exit 1
PATH=$JAVA_HOME/bin:$PATH
# Maven's own libraries use sun.misc.Unsafe, which JDK 25 warns about on every start.
MAVEN_OPTS="$MAVEN_OPTS --sun-misc-unsafe-memory-access=allow"
export JAVA_HOME PATH MAVEN_OPTS
exec "$@"
