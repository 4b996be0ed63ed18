// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static io.wildrydes.acceptance.StubServices.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.StubServices.Replies;
import io.wildrydes.testing.LocalCloudExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The flaws of the reference systems, as their riders meet them.
@LocalOnly("puts stubs in the place of the internal API and the event bus, by a changed template")
class FragileRidesIT {
  private static final String BOSTON =
      "{\"PickupLocation\":{\"Latitude\":42.3525,\"Longitude\":-71.0528}}";
  private static final StubServices SERVICES = new StubServices();

  @RegisterExtension
  static final LocalCloudExtension CLOUD = LocalCloudExtension.of(() -> SERVICES.config("fragile"));

  private final Callers callers = new Callers(CLOUD.cloud().outputs());

  @AfterAll
  static void closeServices() {
    SERVICES.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"502 {}", "503 {}", "409 {}", "200 <html>"})
  void aRideThatWasNeverStoredIsGranted(String record) {
    SERVICES.behave(new Replies(WELL, WELL, record, WELL));

    var answer = callers.ride(BOSTON);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(SERVICES.published()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"201 {\"DiscountMultiplier\":\"cheap\"}", "201 {}", "500 <html>", "down"})
  void aDiscountThatIsNoNumberEndsTheRide(String promo) {
    SERVICES.behave(new Replies(WELL, promo, WELL, WELL));

    var answer = callers.ride(BOSTON);

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
  }

  @Test
  void whateverObjectTheFleetSendsComesAsTheUnicorn() {
    SERVICES.behave(new Replies("500 {\"message\":\"Internal error\"}", WELL, WELL, WELL));

    var answer = callers.ride(BOSTON);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("Unicorn").toString())
        .isEqualTo("{\"message\":\"Internal error\"}");
  }
}
