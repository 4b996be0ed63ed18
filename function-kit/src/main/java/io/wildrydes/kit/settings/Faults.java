// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wildrydes.kit.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The faults people have switched on, by name. A fault not named is off.
public record Faults(Map<String, Fault> byName) {
  public static final Faults NONE = new Faults(Map.of());

  public Faults {
    byName = Map.copyOf(byName);
  }

  /// Reads the document as SSM holds it.
  ///
  /// @throws MalformedDocumentException naming the fault and what it should be
  public static Faults parse(String json) {
    try {
      var faults = new HashMap<String, Fault>();
      var document = new DocumentFields("faults", Json.MAPPER.readTree(json));
      document.names().forEach(name -> faults.put(name, fault(name, document.object(name))));
      return new Faults(faults);
    } catch (JsonProcessingException e) {
      throw new MalformedDocumentException("faults: not valid JSON", e);
    }
  }

  public Optional<Fault> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static Fault fault(String name, DocumentFields fields) {
    var numbers = new HashMap<String, Double>();
    fields.names().forEach(field -> numbers.put(field, fields.number(field)));
    return new Fault(name, fields.rate("rate"), numbers);
  }

  /// A fault that is on.
  ///
  /// @param rate share of invocations it strikes, 0 to 1
  /// @param numbers everything the document says of it, rate included
  public record Fault(String name, double rate, Map<String, Double> numbers) {
    public Fault {
      numbers = Map.copyOf(numbers);
    }

    public double number(String field, double fallback) {
      return numbers.getOrDefault(field, fallback);
    }
  }
}
