// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;

/// The shape of a batch: where its items stand in the part of a table, and what each will consume.
sealed interface Batch {
  Operation operation();

  /// Where the answer has what was not processed.
  String unprocessedMember();

  int mostItems();

  /// The items in a table's part of the request.
  ArrayNode items(JsonNode requests);

  /// Where one of them has its key; nothing when it is malformed.
  JsonNode keyed(JsonNode item);

  /// The least that one of them consumes.
  double units(JsonNode requests, JsonNode item);

  /// Adds one of them to a part like the one it is from.
  void add(ObjectNode tables, String table, JsonNode requests, JsonNode item);

  /// Whether AWS refuses the batch for its length, whatever is in it.
  default boolean isTooLarge(ObjectNode tables) {
    return tables.valueStream().mapToInt(requests -> items(requests).size()).sum() > mostItems();
  }

  /// `{"table":[{"PutRequest":{"Item":{}}},{"DeleteRequest":{"Key":{}}}]}`
  record Write() implements Batch {
    @Override
    public Operation operation() {
      return new Operation("BatchWriteItem", Direction.WRITE);
    }

    @Override
    public String unprocessedMember() {
      return "UnprocessedItems";
    }

    @Override
    public int mostItems() {
      return 25;
    }

    @Override
    public ArrayNode items(JsonNode requests) {
      return requests instanceof ArrayNode list ? list : Json.array();
    }

    @Override
    public JsonNode keyed(JsonNode item) {
      var put = item.path("PutRequest").path("Item");
      return item.size() == 1 && put.isObject() ? put : item.path("DeleteRequest").path("Key");
    }

    @Override
    public double units(JsonNode requests, JsonNode item) {
      return ItemSize.writeUnits(item.path("PutRequest").path("Item"));
    }

    @Override
    public void add(ObjectNode tables, String table, JsonNode requests, JsonNode item) {
      tables.withArray(table).add(item);
    }
  }

  /// `{"table":{"Keys":[{}],"ConsistentRead":true}}`, the options valid for all keys.
  record Get() implements Batch {
    private static final String KEYS = "Keys";

    @Override
    public Operation operation() {
      return new Operation("BatchGetItem", Direction.READ);
    }

    @Override
    public String unprocessedMember() {
      return "UnprocessedKeys";
    }

    @Override
    public int mostItems() {
      return 100;
    }

    @Override
    public ArrayNode items(JsonNode requests) {
      return requests.path(KEYS) instanceof ArrayNode list ? list : Json.array();
    }

    @Override
    public JsonNode keyed(JsonNode item) {
      return item;
    }

    @Override
    public double units(JsonNode requests, JsonNode item) {
      return requests instanceof ObjectNode options ? ItemOperations.leastRead(options) : 0;
    }

    @Override
    public void add(ObjectNode tables, String table, JsonNode requests, JsonNode item) {
      if (!tables.has(table) && requests instanceof ObjectNode options) {
        tables.set(table, options.deepCopy().set(KEYS, Json.array()));
      }
      if (tables.path(table).path(KEYS) instanceof ArrayNode keys) {
        keys.add(item);
      }
    }
  }
}
