// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may be set on a queue.
///
/// @param numbers those that differ from AWS's defaults
/// @param redrive where messages go that were received too often
/// @param redriveAllow which queues may name this one as their dead-letter queue; all when absent
/// @param policy who may send, beyond callers of the same account
record QueueSettings(
    Map<QueueNumber, Integer> numbers,
    @Nullable RedrivePolicy redrive,
    @Nullable RedriveAllowPolicy redriveAllow,
    @Nullable QueuePolicy policy) {
  static final QueueSettings DEFAULTS = new QueueSettings(Map.of(), null, null, null);

  QueueSettings {
    numbers = Map.copyOf(numbers);
  }

  int number(QueueNumber name) {
    return numbers.getOrDefault(name, name.otherwise());
  }

  Duration seconds(QueueNumber name) {
    return Duration.ofSeconds(number(name));
  }

  QueueSettings with(QueueNumber name, int value) {
    var copy = new EnumMap<QueueNumber, Integer>(QueueNumber.class);
    copy.putAll(numbers);
    copy.put(name, value);
    return new QueueSettings(copy, redrive, redriveAllow, policy);
  }

  QueueSettings withRedrive(@Nullable RedrivePolicy other) {
    return new QueueSettings(numbers, other, redriveAllow, policy);
  }

  QueueSettings withRedriveAllow(@Nullable RedriveAllowPolicy other) {
    return new QueueSettings(numbers, redrive, other, policy);
  }

  QueueSettings withPolicy(@Nullable QueuePolicy other) {
    return new QueueSettings(numbers, redrive, redriveAllow, other);
  }
}
