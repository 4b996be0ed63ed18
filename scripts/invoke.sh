#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Invokes one function of a running stack: its answer goes to standard output, the end of its log to
# standard error. Exits with 0 only when the function answered.
# Usage: invoke.sh ENDPOINT FUNCTION EVENT-FILE
set -u
endpoint=$1 function=$2 event=$3
head=$(mktemp) && body=$(mktemp) || exit 1
trap 'rm -f "$head" "$body"' EXIT

call() {
  curl --silent --aws-sigv4 aws:amz:us-east-1:lambda --user developer:none "$@"
}

status=$(call --output "$body" --dump-header "$head" --write-out '%{http_code}' \
  --header 'X-Amz-Log-Type: Tail' --data-binary "@$event" \
  "$endpoint/2015-03-31/functions/$function/invocations") || {
  echo "nothing answers at $endpoint: start a stack with make run, or set AWS_ENDPOINT" >&2
  exit 1
}
header() {
  tr -d '\r' <"$head" | sed -n "s/^$1: *//p" | head -n 1
}
header '[Xx]-[Aa]mz-[Ll]og-[Rr]esult' | base64 -d >&2
cat "$body"
echo
error=$(header '[Xx]-[Aa]mz-[Ff]unction-[Ee]rror')
if [ "$status" = 404 ]; then
  echo "no function $function; the stack at $endpoint has" >&2
  call "$endpoint/2015-03-31/functions/" | grep -o '"FunctionName":"[^"]*"' | cut -d '"' -f 4 | sed 's/^/  /' >&2
  exit 1
elif [ "$status" != 200 ]; then
  echo "not invoked: status $status" >&2
  exit 1
elif [ -n "$error" ]; then
  echo "the function failed: $error" >&2
  exit 1
fi
