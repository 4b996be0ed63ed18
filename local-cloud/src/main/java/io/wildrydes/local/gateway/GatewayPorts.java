// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

/// What the gateway needs from the other services.
public record GatewayPorts(Functions functions, Sampling sampling, LogSink logs) {}
