// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Credentials;

/// What the gateway needs from the other services.
public record GatewayPorts(
    Functions functions, Sampling sampling, LogSink logs, Credentials credentials) {}
