// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Credentials;

/// What Lambda needs of the rest of the local cloud.
///
/// @param credentials issues each environment's own access key
public record LambdaPorts(
    Credentials credentials,
    LogSink logs,
    Messages messages,
    InvocationObserver observer,
    Sampling sampling) {}
