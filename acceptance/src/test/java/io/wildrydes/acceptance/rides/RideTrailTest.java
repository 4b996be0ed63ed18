// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.LogLine;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RideTrailTest {
  private final RideTrail trail = new RideTrail();

  @Test
  void invocationsRunFromStartToEndHoweverOftenTheirIdComesBack() {
    take("aws/lambda/s-ride-record", "START RequestId: a Version: 1");
    take("aws/lambda/s-ride-record", "START RequestId: b Version: 1");
    take("aws/lambda/s-ride-record", "END RequestId: a");
    take("aws/lambda/s-ride-record", "START RequestId: a Version: 1");

    assertThat(trail.running()).isEqualTo(2);

    take("aws/lambda/s-ride-record", "END RequestId: b");
    take("aws/lambda/s-ride-record", "END RequestId: a");

    assertThat(trail.running()).isZero();
  }

  @Test
  void anEndWithoutAStartIsNobodys() {
    take("aws/lambda/s-ride-record", "END RequestId: a");

    assertThat(trail.running()).isZero();
  }

  @Test
  void answersOfTheRecordServiceAreThoseOfItsRouteAlone() {
    take("aws/apigateway/s-internal", "{\"resourcePath\":\"/record\",\"status\":\"201\"}");
    take("aws/apigateway/s-internal", "{\"resourcePath\":\"/record\",\"status\":\"502\"}");
    take("aws/apigateway/s-internal", "{\"resourcePath\":\"/promo\",\"status\":\"201\"}");
    take("aws/apigateway/s-public", "{\"resourcePath\":\"/record\",\"status\":\"201\"}");

    assertThat(trail.recordAnswers()).isEqualTo(Map.of("201", 1, "502", 1));
  }

  @Test
  void knowsWhichRidesWereDeferred() {
    take("aws/lambda/s-request-ride", "{\"milestone\":\"RIDE_RECORD_DEFERRED\",\"rideId\":\"r\"}");

    assertThat(trail.deferred()).containsExactly("r");
  }

  private void take(String group, String text) {
    trail.take(LogLine.of(group, text));
  }
}
