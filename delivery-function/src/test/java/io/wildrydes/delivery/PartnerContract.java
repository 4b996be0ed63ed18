// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [Partner] does, the tests' one too.
abstract class PartnerContract {
  static final Duration LONG = Duration.ofSeconds(20);

  abstract Partner answering(int status) throws IOException;

  abstract Partner silent() throws IOException;

  abstract Partner breakingConnections() throws IOException;

  /// Where the partner under test takes orders.
  abstract URI address();

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 403, 429, 503})
  void givesTheAnswerWhateverItsStatus(int status) throws Exception {
    var partner = answering(status);

    assertThat(partner.send(call(), LONG).status()).isEqualTo(status);
    assertThat(partner.send(call()).status()).isEqualTo(status);
  }

  @Test
  void endsAtTheLimit() throws Exception {
    var partner = silent();

    assertThatThrownBy(() -> partner.send(call(), Duration.ofMillis(50)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void tellsABrokenConnectionFromAMissingAnswer() throws Exception {
    var partner = breakingConnections();

    assertThatThrownBy(() -> partner.send(call(), LONG))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> partner.send(call()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  final Call call() {
    return new Call(DeliveryFixture.order(), new Access(address(), new ApiKey("key-1")), 1);
  }
}
