// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How often each trouble was made, and the harm seen. Thread-safe by its own monitor.
final class TroubleTally {
  private final Map<Trouble, Integer> done = new EnumMap<>(Trouble.class);
  private final Map<Trouble, Integer> harm = new EnumMap<>(Trouble.class);

  synchronized void did(Trouble trouble) {
    done.merge(trouble, 1, Integer::sum);
  }

  synchronized void harmed(Trouble trouble, int times) {
    harm.merge(trouble, times, Integer::sum);
  }

  synchronized int done(Trouble trouble) {
    return done.getOrDefault(trouble, 0);
  }

  synchronized int harm(Trouble trouble) {
    return harm.getOrDefault(trouble, 0);
  }

  /// The troubles that have harmed nothing.
  List<Trouble> harmless() {
    return Stream.of(Trouble.values()).filter(trouble -> harm(trouble) == 0).toList();
  }
}
