// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RideTest {
  private static final Ride RIDE =
      new Ride(
          "ride-1",
          JsonNodeFactory.instance.objectNode().put("Name", "Shadowfax"),
          Instant.parse("2026-01-15T10:15:30Z"),
          new BigDecimal("0.90"));

  @Test
  void writesTimesInMillisecondsAndDiscountsAsTheyCame() {
    assertThat(RIDE.toJson())
        .hasToString(
            "{\"RideId\":\"ride-1\",\"Unicorn\":{\"Name\":\"Shadowfax\"},"
                + "\"RequestTime\":\"2026-01-15T10:15:30.000Z\",\"DiscountMultiplier\":0.90}");
  }

  @Test
  void travelsAsItWasAnsweredWithMetaData() {
    assertThat(RideEvent.of(RIDE, "id-1").detail())
        .isEqualTo(
            "{\"RideId\":\"ride-1\",\"Unicorn\":{\"Name\":\"Shadowfax\"},"
                + "\"RequestTime\":\"2026-01-15T10:15:30.000Z\",\"DiscountMultiplier\":0.90,"
                + "\"meta_data\":{\"correlation_id\":\"id-1\","
                + "\"requested_at\":\"2026-01-15T10:15:30.000Z\"}}");
  }
}
