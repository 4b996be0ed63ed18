// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Over the AWS SDK itself, against endpoints that are no event bus.
class EventBridgeOrderEventsIT {
  private ServerSocket bus;
  private EventBridgeOrderEvents events;

  @BeforeEach
  void open() throws IOException {
    bus = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    events = EventBridgeOrderEvents.priming(URI.create("http://127.0.0.1:" + bus.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    events.close();
    bus.close();
  }

  @Test
  void whatIsNoHttpIsNoAnswer() {
    busSays("SSH-2.0-OpenSSH_9.9\r\n\r\n");

    assertThatThrownBy(() -> events.publish(new OrderEvent("{}")))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("PutEvents to bus priming was not answered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"FailedEntryCount\":1}", "{\"FailedEntryCount\":0}"})
  void anAnswerThatDoesNotSayItIsNotPublished(String body) {
    busSays(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body));

    assertThatThrownBy(() -> events.publish(new OrderEvent("{}")))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("bus priming did not say that it took the entry");
  }

  /// The same to everybody, once they have said something.
  private void busSays(String text) {
    Thread.ofVirtual()
        .name("bus")
        .start(() -> {
          while (!bus.isClosed()) {
            try (var caller = bus.accept()) {
              var _ = caller.getInputStream().read(new byte[64 * 1024]);
              caller.getOutputStream().write(text.getBytes(UTF_8));
            } catch (IOException _) {
              // closed, which ends the loop, or a caller that went away
            }
          }
        });
  }
}
