// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import java.util.List;

/// What one peer sends on one connection, and what it must be answered.
///
/// @param pieces each sent in a write of its own
/// @param wanted the answers due, in order
/// @param isHead whether the last request's answer has no body
record Conversation(
    Port port, List<byte[]> pieces, Ending ending, List<Wanted> wanted, boolean isHead) {

  Conversation {
    pieces = List.copyOf(pieces);
    wanted = List.copyOf(wanted);
  }

  /// One request and its answer.
  static Conversation of(Port port, byte[] request, Wanted wanted) {
    return new Conversation(port, List.of(request), Ending.READ, List.of(wanted), false);
  }

  Conversation in(List<byte[]> otherPieces) {
    return new Conversation(port, otherPieces, ending, wanted, isHead);
  }

  Conversation ending(Ending other) {
    return new Conversation(port, pieces, other, wanted, isHead);
  }

  /// What the peer does after its last byte.
  enum Ending {
    /// Reads the answers and closes.
    READ,
    /// Says that it sends no more, and reads the answers.
    HALF_CLOSE,
    /// Closes without reading.
    CLOSE,
    /// Resets the connection.
    RESET
  }
}
