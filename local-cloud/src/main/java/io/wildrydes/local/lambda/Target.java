// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

/// What a caller's function name and qualifier came to.
///
/// @param invokedArn the ARN as the caller named it: unqualified, or with its version or alias
/// @param async how asynchronous events for this name and qualifier are treated
record Target(FunctionVersion version, String invokedArn, AsyncSettings async) {}
