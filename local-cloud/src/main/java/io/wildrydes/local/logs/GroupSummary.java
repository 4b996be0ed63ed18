// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import org.jspecify.annotations.Nullable;

/// What is known of a log group.
///
/// @param createdAt milliseconds since 1970
/// @param retentionInDays as the template says; null for a group that keeps its events forever
/// @param storedBytes of the events that are still kept
record GroupSummary(
    String name, long createdAt, @Nullable Integer retentionInDays, long storedBytes) {

  GroupSummary with(long bytes) {
    return new GroupSummary(name, createdAt, retentionInDays, bytes);
  }
}
