// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import org.jspecify.annotations.Nullable;

/// A write to a parameter.
///
/// @param type null keeps that of the version before
/// @param tier null keeps that of the version before, or is standard
/// @param by the caller's ARN
record PutParameter(
    String name,
    @Nullable ParameterType type,
    String value,
    @Nullable Tier tier,
    @Nullable String description,
    boolean overwrite,
    String by) {}
