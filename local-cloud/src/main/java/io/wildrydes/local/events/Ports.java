// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

/// What rules can reach.
public record Ports(FunctionTarget functions, QueueTarget queues) {}
