// SPDX-License-Identifier: Apache-2.0
/// Lambda: functions as processes of AWS's own runtime client, invoked synchronously and
/// asynchronously.
///
/// Start at [LambdaService]. An invocation goes through [Invocations] and [Invoker] into an
/// [Environment], which [Pools] chooses; its [InvocationRun] hands the event to a [Sandbox], the
/// runtime's side of the [RuntimeApi]. [SandboxStarter] and what it uses know processes, class
/// paths and caches; [AsyncInvocations] keeps events that are tried again.
///
/// Engine half, without threads, sockets or processes: [Pools], [AsyncPolicy], [EventQueue],
/// [OutputParser], [PlatformLines], [FunctionCatalog]. Event source mappings belong to `queues`.
@NullMarked
package io.wildrydes.local.lambda;

import org.jspecify.annotations.NullMarked;
