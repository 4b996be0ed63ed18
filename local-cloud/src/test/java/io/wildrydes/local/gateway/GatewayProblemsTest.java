// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong with a template's APIs, by the cases in `problem-cases.json`: each changes the
/// sample stack in one place.
final class GatewayProblemsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void areNamedByResourceAndProperty(String name, JsonNode given) {
    var resources = (ObjectNode) Stacks.resource("stack.json");
    put(resources, given);
    if (given.has("also")) {
      put(resources, given.path("also"));
    }
    var gateway = new TestGateway(Stacks.of(resources));

    assertThat(gateway.problems.found()).containsExactly(given.path("problem").asText());
  }

  @Test
  void areAllReportedAtOnce() {
    var resources = (ObjectNode) Stacks.resource("stack.json");
    ((ObjectNode) resources.at("/Key/Properties")).put("Value", "short");
    ((ObjectNode) resources.at("/PublicApi/Properties")).put("Policy", "x");

    var gateway = new TestGateway(Stacks.of(resources));

    assertThat(gateway.problems.found())
        .containsExactly(
            "PublicApi Policy: is not supported", "Key Value: is not 20 to 128 letters and digits");
  }

  private static void put(ObjectNode resources, JsonNode change) {
    var at = JsonPointer.compile(change.path("at").asText());
    if (resources.at(at.head()) instanceof ObjectNode parent) {
      parent.set(at.last().getMatchingProperty(), change.path("json"));
    } else {
      throw new IllegalArgumentException("no object at " + at.head());
    }
  }

  private static Stream<Arguments> cases() {
    return StreamSupport.stream(Stacks.resource("problem-cases.json").spliterator(), false)
        .map(row -> Arguments.of(row.path("name").asText(), row));
  }
}
