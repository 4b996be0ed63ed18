// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Adds up what tables are used for. Thread-safe by its own monitor.
final class UsageMeter {
  private final Map<Key, TableUsage> usages = new HashMap<>();

  synchronized void add(TableUsage usage) {
    usages.merge(new Key(usage.table(), usage.operation()), usage, TableUsage::plus);
  }

  /// All since the start, by table and operation.
  synchronized List<TableUsage> all() {
    return usages.values().stream()
        .sorted(Comparator.comparing(TableUsage::table).thenComparing(TableUsage::operation))
        .toList();
  }

  private record Key(String table, String operation) {}
}
