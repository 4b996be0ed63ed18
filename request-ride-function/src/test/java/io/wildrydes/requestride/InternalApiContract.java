// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.kit.http.Body;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [InternalApi] does, the tests' one too.
abstract class InternalApiContract {
  static final Duration LONG = Duration.ofSeconds(20);

  /// An API whose services answer this to everything.
  abstract InternalApi answering(int status, String body) throws IOException;

  abstract InternalApi silent() throws IOException;

  abstract InternalApi breakingConnections() throws IOException;

  @ParameterizedTest
  @CsvSource({"200, {}", "201, text", "302, {}", "403, {}", "409, {}", "429, {}", "503, {}"})
  void givesTheAnswerWhateverItsStatus(int status, String body) throws Exception {
    var api = answering(status, body);

    for (var service : Service.values()) {
      for (var answer : new Object[] {api.send(call(service), LONG), api.send(call(service))}) {
        assertThat(answer).extracting("status", "body").containsExactly(status, Body.of(body));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void endsAtTheLimit(Service service) throws Exception {
    var api = silent();

    assertThatThrownBy(() -> api.send(call(service), Duration.ofMillis(50)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void tellsABrokenConnectionFromAMissingAnswer() throws Exception {
    var api = breakingConnections();

    assertThatThrownBy(() -> api.send(call(Service.RECORD), LONG))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> api.send(call(Service.RECORD)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  static Call call(Service service) {
    var body = service == Service.FLEET ? Body.EMPTY : Body.of("{\"Name\":\"Bucéphale\"}");
    return new Call(service, body, "ride-1", 2);
  }
}
