// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Checks the keys of a batch. AWS checks the whole of it before it looks at capacity, which
/// DynamoDB Local cannot do when it sees but a part; so what may be wrong is left whole.
final class BatchKeys {
  private final Batch batch;
  private final KnownTables known;
  private final Set<Map.Entry<String, JsonNode>> seen = new HashSet<>();

  BatchKeys(Batch batch, KnownTables known) {
    this.batch = batch;
    this.known = known;
  }

  /// Whether a part has items, each of which has a key of its own.
  boolean areFine(String table, JsonNode requests) {
    var items = batch.items(requests);
    return !items.isEmpty() && items.valueStream().allMatch(item -> isFine(table, item));
  }

  private boolean isFine(String table, JsonNode item) {
    if (!(batch.keyed(item) instanceof ObjectNode keyed)) {
      return false;
    }
    var types = known.keys(table);
    var key = Json.object();
    types.keySet().forEach(name -> key.set(name, keyed.path(name)));
    return types.entrySet().stream().allMatch(e -> keyed.path(e.getKey()).has(e.getValue()))
        && (types.isEmpty() || seen.add(Map.entry(table, key)));
  }
}
