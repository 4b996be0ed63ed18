// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// HTTP header fields: names compare without case, the values of one name keep their order.
/// Immutable.
public final class Headers {
  private static final Headers NONE = new Headers(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

  private final Map<String, List<String>> fields;

  private Headers(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  public static Headers none() {
    return NONE;
  }

  /// Headers from alternating names and values.
  public static Headers of(String name, String value, String... more) {
    Headers headers = NONE.with(name, value);
    for (int i = 0; i + 1 < more.length; i += 2) {
      headers = headers.with(more[i], more[i + 1]);
    }
    return headers;
  }

  public static Headers of(Map<String, List<String>> fields) {
    var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    return new Headers(copy);
  }

  /// These headers with the field set to this one value, replacing any it had.
  public Headers with(String name, String value) {
    var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(fields);
    copy.remove(name);
    copy.put(name, List.of(value));
    return new Headers(copy);
  }

  /// These headers with every field of the other, which wins where both have one.
  public Headers withAll(Headers other) {
    var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(fields);
    other.fields.forEach((name, values) -> {
      copy.remove(name);
      copy.put(name, values);
    });
    return new Headers(copy);
  }

  /// The first value of the field.
  public Optional<String> first(String name) {
    var values = fields.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /// Visits each field with its values, by name.
  public void forEach(BiConsumer<String, List<String>> visitor) {
    fields.forEach(visitor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
