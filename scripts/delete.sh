#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# delete.sh STACK: deletes the stack, then looks for what is left of it. The look decides the exit code: sam delete ends
# with 0 even when there is no such stack. ACCEPTANCE names another acceptance.sh, for tests.
set -eu
scripts=$(dirname "$0")
acceptance=${ACCEPTANCE:-$scripts/acceptance.sh}
stack=$1

"$scripts/need-sam.sh"
sam delete --no-prompts --stack-name "$stack" || echo "sam delete ended with $?; looking at what is left" >&2
"$acceptance" deploying.Leftovers --aws --stack "$stack"
