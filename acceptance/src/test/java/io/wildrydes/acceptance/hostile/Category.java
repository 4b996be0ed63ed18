// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/// The kinds of conversations, and how often each comes up.
enum Category {
  MALFORMED_HEAD(12, WireCases::malformedHead),
  GARBAGE(8, WireCases::garbage),
  SMUGGLING(8, WireCases::smuggling),
  BAD_CHUNKS(6, WireCases::badChunks),
  BROKEN_OFF(8, WireCases::brokenOff),
  ABANDONED(8, WireCases::abandoned),
  HUGE_HEAD(2, WireCases::hugeHead),
  FOREIGN(6, WireCases::foreign),
  PIPELINED(6, WireCases::pipelined),
  DRIBBLED(4, WireCases::dribbled),
  OLD_HTTP(4, WireCases::oldHttp),
  ROUTES(12, GatewayCases::route),
  METHODS(6, GatewayCases::method),
  HEADERS(10, GatewayCases::headers),
  KEYS(6, GatewayCases::key),
  BAD_ORDERS(8, GatewayCases::badOrder),
  ODD_ORDERS(1, GatewayCases::oddOrder),
  SIZES(1, GatewayCases::size),
  UNSIGNED(6, AwsCases::unsigned),
  SERVICES(6, AwsCases::service),
  OPERATIONS(6, AwsCases::operation),
  NO_JSON(8, AwsCases::noJson),
  INPUTS(16, AwsCases::input),
  QUERY(6, AwsCases::query),
  LAMBDA(8, AwsCases::lambda),
  AWS_SIZES(1, AwsCases::size);

  private static final int ALL = Stream.of(values()).mapToInt(c -> c.weight).sum();

  private final int weight;

  @SuppressWarnings("ImmutableEnumChecker") // a method reference holds no state
  private final Function<Words, Conversation> maker;

  Category(int weight, Function<Words, Conversation> maker) {
    this.weight = weight;
    this.maker = maker;
  }

  /// A conversation of this kind.
  Conversation make(Random random) {
    return maker.apply(new Words(random));
  }

  static Category drawn(Random random) {
    int at = random.nextInt(ALL);
    for (var category : values()) {
      at -= category.weight;
      if (at < 0) {
        return category;
      }
    }
    throw new IllegalStateException("the weights add up");
  }
}
