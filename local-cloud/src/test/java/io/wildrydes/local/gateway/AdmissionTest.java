// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys, throttles and quotas, seen by a caller.
final class AdmissionTest {
  private static final String KEY = "abcdefghij0123456789abcdefghij0123456789";

  private final TestGateway gateway = TestGateway.ofSample();

  @ParameterizedTest(name = "key ''{0}''")
  @ValueSource(
      strings = {
        "",
        "unknown",
        "abcdefghij0123456789abcdefghij012345678", // one character short
        "disabledghij0123456789abcdefghij01234567",
        "foreignghij0123456789abcdefghij012345678" // in no usage plan
      })
  void forbidsEveryKeyButAnEnabledOneOfThePlan(String key) {
    var response = slow(key);

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.text()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(response.headers().first("x-amzn-ErrorType")).contains("ForbiddenException");
    assertThat(gateway.functions.invocations).isEmpty();
  }

  @Test
  void forbidsAMissingKey() {
    assertThat(gateway.send("POST", "/partnerapi/live/slow").status()).isEqualTo(403);
  }

  @Test
  void needsNoKeyWhereTheMethodNeedsNone() {
    assertThat(gateway.send("GET", "/partnerapi/live/health").status()).isEqualTo(200);
  }

  @Test
  void throttlesAKeyAboveItsPlansBurst() {
    IntStream.range(0, 3).forEach(_ -> assertThat(slow(KEY).status()).isEqualTo(200));

    var response = slow(KEY);

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.text()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    assertThat(response.headers().first("x-amzn-ErrorType")).contains("TooManyRequestsException");
    gateway.advance(Duration.ofMillis(100));
    assertThat(slow(KEY).status()).isEqualTo(200);
    assertThat(slow(KEY).status()).isEqualTo(429);
  }

  @Test
  void refusesAKeyWhoseQuotaIsUsedUp() {
    for (int i = 0; i < 5; i++) {
      assertThat(slow(KEY).status()).isEqualTo(200);
      gateway.advance(Duration.ofSeconds(1));
    }

    var response = slow(KEY);

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.text()).isEqualTo("{\"message\":\"Limit Exceeded\"}");
    assertThat(response.headers().first("x-amzn-ErrorType")).contains("LimitExceededException");
    gateway.advance(Duration.ofDays(1));
    assertThat(slow(KEY).status()).isEqualTo(200);
  }

  @Test
  void throttlesAMethodByItsOwnSettingOfTheStage() {
    assertThat(gateway.send("GET", "/publicapi/live/rides/1").status()).isEqualTo(200);
    assertThat(gateway.send("GET", "/publicapi/live/rides/2").status()).isEqualTo(200);

    var response = gateway.send("GET", "/publicapi/live/rides/3");

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.text()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    assertThat(response.headers().first("x-correlation-id")).contains("request-3");
    assertThat(gateway.send("GET", "/publicapi/live/rides/latest").status()).isEqualTo(200);
    gateway.advance(Duration.ofSeconds(1));
    assertThat(gateway.send("GET", "/publicapi/live/rides/3").status()).isEqualTo(200);
  }

  @Test
  void givesEachMethodTheStagesLimitForItself() {
    long notify =
        IntStream.range(0, 1010)
            .filter(_ -> gateway.send("POST", "/publicapi/live/notify").status() == 200)
            .count();

    assertThat(notify).isEqualTo(1000);
    assertThat(gateway.send("GET", "/publicapi/live/files/a").status()).isEqualTo(200);
  }

  @Test
  void throttlesTheWholeAccountAtAwssDefault() {
    long admitted =
        IntStream.range(0, 5010)
            .filter(_ -> gateway.send("GET", "/partnerapi/live/health").status() == 200)
            .count();

    assertThat(admitted).isEqualTo(5000);
  }

  @Test
  void countsNoUnroutedRequest() {
    IntStream.range(0, 5001).forEach(_ -> gateway.send("GET", "/publicapi/live/nothing"));

    assertThat(gateway.send("POST", "/publicapi/live/notify").status()).isEqualTo(200);
  }

  @Test
  void throttlesAKeysMethodBeforeThePlanCounts() {
    var resources = (ObjectNode) Stacks.resource("stack.json");
    ((ObjectNode) resources.at("/Plan/Properties/ApiStages/0"))
        .set("Throttle", Json.parse("{\"/slow/POST\": {\"RateLimit\": 1, \"BurstLimit\": 1}}"));
    var limited = new TestGateway(Stacks.of(resources));
    limited.problems.throwIfAny();

    assertThat(slow(limited, KEY).status()).isEqualTo(200);
    assertThat(slow(limited, KEY).status()).isEqualTo(429);
    limited.advance(Duration.ofSeconds(1));
    assertThat(slow(limited, KEY).status()).isEqualTo(200);
  }

  @Test
  void generatesTheValueOfAKeyThatHasNone() {
    var resources = (ObjectNode) Stacks.resource("stack.json");
    ((ObjectNode) resources.at("/Key/Properties")).remove("Value");
    var generating = new TestGateway(Stacks.of(resources));

    var value = generating.service.generatedKeys().getOrDefault("Key", "");

    assertThat(gateway.service.generatedKeys()).as("keys whose value the template has").isEmpty();
    assertThat(value).matches("[A-Za-z0-9]{40}");
    assertThat(slow(generating, value).status()).isEqualTo(200);
  }

  /// CloudFormation creates keys disabled unless told otherwise.
  @Test
  void forbidsAKeyThatIsNotEnabled() {
    var resources = (ObjectNode) Stacks.resource("stack.json");
    ((ObjectNode) resources.at("/Key/Properties")).remove("Enabled");

    assertThat(slow(new TestGateway(Stacks.of(resources)), KEY).status()).isEqualTo(403);
  }

  private Response slow(String key) {
    return slow(gateway, key);
  }

  private static Response slow(TestGateway gateway, String key) {
    return gateway.send(
        "POST", "/partnerapi/live/slow", TestGateway.LOCAL.with("x-api-key", key), "{}");
  }
}
