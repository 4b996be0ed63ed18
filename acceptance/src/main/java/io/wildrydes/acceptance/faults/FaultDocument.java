// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The faults that are on, as the stack's parameter holds them: `{"<fault>": {"rate": 0.2, ...}}`.
/// Immutable. What it does not know it keeps.
public final class FaultDocument {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// The longest delay that Promo takes.
  private static final int MAX_MILLIS = Integer.MAX_VALUE;

  private final ObjectNode faults;

  private FaultDocument(ObjectNode faults) {
    this.faults = faults;
  }

  /// Reads a document.
  ///
  /// @throws IllegalArgumentException when it is not a JSON object
  static FaultDocument parse(String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode faults) {
        return new FaultDocument(faults);
      }
    } catch (JsonProcessingException _) {
      // said below, with what is no object
    }
    throw new IllegalArgumentException("is no JSON object but " + json);
  }

  /// Refuses numbers that the fault cannot be switched on with.
  ///
  /// @throws IllegalArgumentException when the fault has no such number, or not of this value
  static void check(KnownFault fault, Map<String, Double> numbers) {
    var _ = settings(fault, numbers);
  }

  /// This document with a fault on.
  ///
  /// @param numbers in place of the fault's own
  /// @throws IllegalArgumentException as [#check] does
  FaultDocument with(KnownFault fault, Map<String, Double> numbers) {
    var copy = faults.deepCopy();
    copy.set(fault.text(), settings(fault, numbers));
    return new FaultDocument(copy);
  }

  /// This document with a fault off.
  FaultDocument without(KnownFault fault) {
    var copy = faults.deepCopy();
    copy.remove(fault.text());
    return new FaultDocument(copy);
  }

  /// The numbers of a fault that is on.
  Optional<String> find(String fault) {
    return Optional.ofNullable(faults.get(fault)).map(JsonNode::toString);
  }

  List<String> names() {
    return List.copyOf(names(faults));
  }

  /// The document as the parameter takes it.
  public String text() {
    return faults.toString();
  }

  private static ObjectNode settings(KnownFault fault, Map<String, Double> numbers) {
    var settings = MAPPER.createObjectNode();
    var unknown = new ArrayList<>(numbers.keySet());
    for (var setting : fault.defaults()) {
      put(settings, setting.name(), numbers.getOrDefault(setting.name(), setting.value()));
      unknown.remove(setting.name());
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no %s; it has %s"
              .formatted(
                  fault.text(), String.join(", ", unknown), String.join(", ", names(settings))));
    }
    checkValues(settings);
    return settings;
  }

  /// Whole numbers as people write them.
  private static void put(ObjectNode settings, String name, double value) {
    if (value == Math.rint(value) && !Double.isInfinite(value)) {
      settings.put(name, (long) value);
    } else {
      settings.put(name, value);
    }
  }

  private static void checkValues(ObjectNode settings) {
    double rate = settings.path("rate").asDouble();
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be from 0 to 1, not " + rate);
    }
    double least = settings.path("minMs").asDouble();
    double most = settings.path("maxMs").asDouble();
    if (!(least >= 0 && most >= least)) {
      throw new IllegalArgumentException(
          "minMs must be from 0 to maxMs, not %s to %s".formatted(least, most));
    }
    if (most > MAX_MILLIS) {
      throw new IllegalArgumentException(
          "maxMs must be at most %d, not %s".formatted(MAX_MILLIS, most));
    }
  }

  private static List<String> names(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
