// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Made-up requests and function answers, the same for each seed.
final class GatewayFuzzTest {
  private static final int ROUNDS = 500;
  private static final String[] PARTS = {
    "publicapi",
    "partnerapi",
    "live",
    "notify",
    "rides",
    "files",
    "slow",
    "latest",
    "%",
    "%zz",
    "%2F",
    "..",
    ".",
    "",
    "/",
    "//",
    "?",
    "&",
    "=",
    "+",
    "{proxy+}",
    "\u0000",
    "\r\n",
    "ü",
    "\ud800"
  };
  private static final String[] STARTS = {"/", "/publicapi/live/", "/publicapi/live/files/a"};
  private static final String[] METHODS = {
    "GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "get", "", "\u0000"
  };
  private static final String[] NAMES = {
    "Host",
    "Accept",
    "Content-Type",
    "User-Agent",
    "x-api-key",
    "X-Amzn-Trace-Id",
    "x-amzn-RequestId",
    "X-Forwarded-For",
    "x-a"
  };
  private static final String[] FIELDS = {
    "statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded", "statusCode", "other"
  };
  private static final String[] VALUES = {
    "200",
    "418",
    "1e9",
    "-1",
    "null",
    "true",
    "\"a\"",
    "\"\\r\\n\"",
    "{}",
    "[]",
    "{\"x-a\":\"b\"}",
    "{\"x-a\":[\"b\"]}",
    "{\"\":\"b\"}",
    "{\"x-a\":null}",
    "{\"Date\":\"d\"}",
    "",
    "}"
  };

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void answersWhateverCallersSend(long seed) {
    var random = new Random(seed);
    var gateway = TestGateway.ofSample();

    for (int round = 0; round < ROUNDS; round++) {
      var request = request(random);
      gateway.advance(Duration.ofMillis(1));

      var response = gateway.send(request);

      assertThat(response.status())
          .as("seed %d round %d %s", seed, round, request)
          .isIn(200, 403, 429);
      assertThat(response.headers().first("x-amzn-RequestId")).isPresent();
    }
    assertThat(gateway.functions.invocations).hasSizeGreaterThan(50);
    gateway.functions.invocations.forEach(i -> Json.parse(i.payload()));
    gateway.logLines.forEach(line -> Json.parse(line.substring(line.indexOf('{'))));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void answersWhateverFunctionsReturn(long seed) {
    var random = new Random(seed);
    var gateway = TestGateway.ofSample();

    for (int round = 0; round < ROUNDS; round++) {
      var payload = answer(random);
      gateway.functions.answer(FakeFunctions.success(payload));
      gateway.advance(Duration.ofMillis(1));

      var response = gateway.send("POST", "/publicapi/live/notify");

      assertThat(response.status())
          .as("seed %d round %d %s", seed, round, payload)
          .isIn(200, 418, 502);
    }
  }

  private static Request request(Random random) {
    var headers = new LinkedHashMap<String, List<String>>();
    IntStream.range(0, random.nextInt(4))
        .forEach(_ -> headers.put(any(random, NAMES), List.of(text(random, 4))));
    return new Request(
        any(random, METHODS),
        any(random, STARTS) + text(random, 6),
        text(random, 6),
        Headers.of(headers),
        text(random, 6).getBytes(StandardCharsets.UTF_16),
        "127.0.0.1");
  }

  private static String answer(Random random) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(_ -> "\"" + any(random, FIELDS) + "\":" + any(random, VALUES))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(Random random, int most) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(_ -> any(random, PARTS))
        .collect(Collectors.joining(random.nextBoolean() ? "/" : ""));
  }

  private static String any(Random random, String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
