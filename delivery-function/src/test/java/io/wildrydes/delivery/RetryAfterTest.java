// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-15T10:15:30.250Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "7, PT7S",
    "' 120 ', PT2M",
    "999999999, PT277777H46M39S",
    "'Thu, 15 Jan 2026 10:15:33 GMT', PT2.75S",
    "'Thu, 15 Jan 2026 10:15:30 GMT', PT0S",
    "'Wed, 14 Jan 2026 10:15:30 GMT', PT0S"
  })
  void readsSecondsAndDates(String value, Duration wait) {
    assertThat(RetryAfter.of(answer(Map.of("retry-after", value)), NOW)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999999999999", "2026-01-15T10:15:33Z"})
  void ignoresWhatItCannotRead(String value) {
    assertThat(RetryAfter.of(answer(Map.of("Retry-After", value)), NOW)).isEmpty();
  }

  @Test
  void isAbsentWithoutTheHeader() {
    assertThat(RetryAfter.of(answer(Map.of()), NOW)).isEmpty();
  }

  private static Answer answer(Map<String, String> headers) {
    return new Answer(429, headers, Body.EMPTY);
  }
}
