#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# deploy.sh STACK [NAME=VALUE...]: says what it costs, deploys, warms up, says what to do next. Ends at the first that fails.
# ACCEPTANCE names another acceptance.sh, for tests.
set -eu
scripts=$(dirname "$0")
acceptance=${ACCEPTANCE:-$scripts/acceptance.sh}
stack=$1
shift

"$scripts/need-sam.sh"
case $stack in
  '' | [!A-Za-z]* | *[!A-Za-z0-9-]* | [Aa][Ww][Ss]* | [Ss][Ss][Mm]* | ??????????????????????????*)
    echo "stack name '$stack' is not a letter followed by at most 24 letters, digits or hyphens, or begins with aws or ssm" >&2
    exit 2
    ;;
esac

if [ $# -gt 0 ]; then
  "$acceptance" deploying.Cost --brief --profile reference --parameter-overrides "$@"
  # A prefix of its own: sam delete empties the whole prefix.
  sam deploy --stack-name "$stack" --s3-prefix "$stack" --parameter-overrides "$@"
else
  "$acceptance" deploying.Cost --brief --profile reference
  sam deploy --stack-name "$stack" --s3-prefix "$stack"
fi
"$acceptance" deploying.WarmUp --aws --stack "$stack"
"$acceptance" deploying.NextSteps --aws --stack "$stack"
