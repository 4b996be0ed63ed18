// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where log lines go besides the store that the API reads.
///
/// @param console lines go here behind their function's name; null for nowhere
/// @param folder one file a log group goes here; null for nowhere
public record LogOutput(@Nullable PrintStream console, @Nullable Path folder) {}
