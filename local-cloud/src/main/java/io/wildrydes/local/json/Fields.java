// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The members of an object that this program has written itself: each is there and of its type, or
/// the text has been damaged.
public record Fields(ObjectNode members) {

  /// The members of what should be an object.
  ///
  /// @throws MalformedJsonException when it is something else
  public static Fields of(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return new Fields(object);
    }
    throw new MalformedJsonException("%s where an object should be".formatted(value.getNodeType()));
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "a text"));
  }

  /// A text that may be missing or null.
  public Optional<String> optionalText(String name) {
    var value = members.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(name, "a text");
    }
    return Optional.of(value.textValue());
  }

  public long number(String name) {
    var value = members.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return value.longValue();
  }

  /// A time as [Instant#toString()] writes it.
  public Instant instant(String name) {
    return optionalInstant(name).orElseThrow(() -> wrong(name, "a time"));
  }

  /// A time that may be missing or null.
  public Optional<Instant> optionalInstant(String name) {
    try {
      return optionalText(name).map(Instant::parse);
    } catch (DateTimeException _) {
      throw wrong(name, "a time");
    }
  }

  public Fields object(String name) {
    return of(members.path(name));
  }

  public List<Fields> objects(String name) {
    if (!members.path(name).isArray()) {
      throw wrong(name, "a list");
    }
    var all = new ArrayList<Fields>();
    members.path(name).forEach(element -> all.add(of(element)));
    return all;
  }

  private static MalformedJsonException wrong(String name, String expected) {
    return new MalformedJsonException("%s is not %s".formatted(name, expected));
  }
}
