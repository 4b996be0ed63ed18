// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What AWS asks for one kind of use.
///
/// @param what the use, for people
/// @param usd dollars for so many units
/// @param page AWS's
/// @param seen where the figure was read
record Price(String what, double usd, double per, String unit, String page, String seen) {

  double of(double quantity) {
    return quantity * usd / per;
  }

  /// Whether the figure was read on a page of AWS.
  boolean isVerified() {
    return seen.startsWith("AWS");
  }

  /// All prices, with the region and the day they are of.
  record PriceList(String region, String lookedUp, Map<String, Price> prices) {
    PriceList {
      prices = Map.copyOf(prices);
    }

    /// The list that comes with the program.
    static PriceList read() throws IOException {
      try (var file = PriceList.class.getResourceAsStream("prices.json")) {
        var json = new ObjectMapper().readTree(file);
        var prices = new LinkedHashMap<String, Price>();
        json.path("prices")
            .properties()
            .forEach(entry -> prices.put(entry.getKey(), price(entry.getValue())));
        return new PriceList(json.path("region").asText(), json.path("looked up").asText(), prices);
      }
    }

    Price of(String key) {
      var price = prices.get(key);
      if (price == null) {
        throw new IllegalArgumentException("prices.json has no price " + key);
      }
      return price;
    }

    private static Price price(JsonNode json) {
      return new Price(
          json.path("what").asText(),
          json.path("usd").asDouble(),
          json.path("per").asDouble(),
          json.path("unit").asText(),
          json.path("page").asText(),
          json.path("seen").asText());
    }
  }
}
