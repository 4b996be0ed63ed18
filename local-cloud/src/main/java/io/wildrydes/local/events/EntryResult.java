// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

/// What became of one entry of a PutEvents call.
sealed interface EntryResult {
  record Accepted(String eventId) implements EntryResult {}

  record Refused(String code, String message) implements EntryResult {}
}
