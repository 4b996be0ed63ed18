#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Exits 1 with one line when there is no SAM CLI on the PATH.
exec "$(dirname "$0")/need.sh" sam 'SAM CLI' \
  'install it as docs.aws.amazon.com/serverless-application-model says under "Installing the AWS SAM CLI"'
