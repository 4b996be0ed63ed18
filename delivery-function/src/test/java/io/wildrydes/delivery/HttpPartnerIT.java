// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The calls to the partner over real sockets.
class HttpPartnerIT extends PartnerContract {
  private final HttpCaller caller = new HttpCaller(new Tracer(), Duration.ofSeconds(5));
  private final HttpPartner partner = new HttpPartner(caller);
  private StubPartner stub;

  @BeforeEach
  void open() throws IOException {
    stub = new StubPartner();
  }

  @AfterEach
  void close() {
    caller.discard();
    stub.close();
  }

  @Test
  void postsTheOrderWithKeyAndIds() throws Exception {
    answering(200);

    partner.send(call(), LONG);

    assertThat(stub.received)
        .containsExactly(
            new StubPartner.Received(
                "POST",
                Map.of(
                    "content-type", "application/json",
                    "idempotency-key", "3f1c2b7a-8d64-4c0e-9a5b-7e2d1f0c4b69",
                    "x-api-key", "key-1",
                    "x-correlation-id", "3f1c2b7a-8d64-4c0e-9a5b-7e2d1f0c4b69"),
                "{\"order_id\":\"order-1\"}"));
  }

  @Test
  void aPartnerThatIsGoneIsABrokenConnection() {
    stub.close();

    assertThatThrownBy(() -> partner.send(call(), LONG)).isInstanceOf(IOException.class);
  }

  @Override
  Partner answering(int status) {
    stub.does(exchange -> exchange.sendResponseHeaders(status, -1));
    return partner;
  }

  @Override
  Partner silent() {
    stub.does(_ -> stub.staySilent());
    return partner;
  }

  @Override
  Partner breakingConnections() {
    stub.does(exchange -> {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write('{');
      throw new IOException("the connection ends here");
    });
    return partner;
  }

  @Override
  URI address() {
    return stub.address();
  }
}
