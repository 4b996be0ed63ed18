// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.JsonInput;
import java.util.List;

/// One filter of DescribeParameters; values are alternatives.
///
/// See
/// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html.
/// Supported are the keys `Name` with `Equals`, `BeginsWith` and `Contains`, and `Type` with
/// `Equals`; others are refused.
record ParameterFilter(Key key, Option option, List<String> values) {
  enum Key {
    NAME,
    TYPE
  }

  enum Option {
    EQUALS,
    BEGINS_WITH,
    CONTAINS
  }

  ParameterFilter {
    values = List.copyOf(values);
  }

  static ParameterFilter from(JsonInput input) {
    var key =
        switch (input.required("Key")) {
          case "Name" -> Key.NAME;
          case "Type" -> Key.TYPE;
          default ->
              throw new AwsException(
                  400,
                  "InvalidFilterKey",
                  "The specified key isn't valid. Supported here are Name and Type.");
        };
    var option =
        switch (input.string("Option").orElse("Equals")) {
          case "Equals" -> Option.EQUALS;
          case "BeginsWith" -> Option.BEGINS_WITH;
          case "Contains" -> Option.CONTAINS;
          default -> throw invalidOption();
        };
    if (key == Key.TYPE && option != Option.EQUALS) {
      throw invalidOption();
    }
    input.checkLength("Values", 1, 50);
    return new ParameterFilter(key, option, input.strings("Values"));
  }

  boolean matches(Parameter parameter) {
    var actual = key == Key.NAME ? parameter.name() : parameter.content().type().wireName();
    return values.stream()
        .anyMatch(value ->
            switch (option) {
              case EQUALS -> actual.equals(value);
              case BEGINS_WITH -> actual.startsWith(value);
              case CONTAINS -> actual.contains(value);
            });
  }

  private static AwsException invalidOption() {
    return new AwsException(
        400,
        "InvalidFilterOption",
        "The specified filter option isn't valid. Valid options are Equals and BeginsWith. For Path"
            + " filter, valid options are Recursive and OneLevel.");
  }
}
