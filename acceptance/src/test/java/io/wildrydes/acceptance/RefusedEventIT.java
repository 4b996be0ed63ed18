// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.wildrydes.acceptance.orders.Journeys;
import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An event bus that does not take orders. The local one takes every order that Notification makes,
/// so a copy of the template points the function's SDK at one that does not.
@LocalOnly("gives Notification an event bus that refuses, by a changed template")
class RefusedEventIT {
  private static final String BUS_VARIABLE =
      "SERVICE_NAME: notification\n          EVENT_BUS_NAME: !Ref EventBus\n";

  @TempDir private Path folder;
  private HttpServer bus;

  @BeforeEach
  void openBus() throws IOException {
    bus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bus.start();
  }

  @AfterEach
  void closeBus() {
    bus.stop(0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "an entry refused | 200 | {\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"InternalFailure\"}]}",
        "an empty answer | 200 | ''",
        "an answer that promises nothing | 200 | {}",
        "the call refused | 400 | {\"__type\":\"AccessDeniedException\"}"
      })
  void isAnswered503AndTheOrderIsNotAccepted(String name, int status, String body)
      throws IOException {
    busAnswers(status, body);

    try (var cloud = LocalCloud.start(config())) {
      var answer = new Callers(cloud.outputs()).notify("{}", "x-correlation-id", "order-1");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":{\"code\":\"Unavailable\","
                  + "\"message\":\"the event bus did not take the order, send it again\"},"
                  + "\"correlation_id\":\"order-1\"}");
      assertThat(answer.correlationId()).isEqualTo("order-1");
      assertThat(answer.header("retry-after")).isEqualTo("2");
      new FunctionLogs(folder).awaitMoreThan(0, "notification", "request not served");
      assertThat(Journeys.read(folder).of("order-1").isPublished()).isFalse();
    }
  }

  private void busAnswers(int status, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    bus.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  private LocalCloudConfig config() throws IOException {
    return LocalCloudConfig.of(template()).onFreePorts().withOutput(new Output(false, folder));
  }

  /// The template, with a setting of the SDK for Notification and its jars where they are.
  private Path template() throws IOException {
    var original = Files.readString(Path.of("../template.yaml"));
    assertThat(original).containsOnlyOnce(BUS_VARIABLE);
    var endpoint = "http://127.0.0.1:" + bus.getAddress().getPort();
    var copy =
        original
            .replace(
                BUS_VARIABLE,
                BUS_VARIABLE + "          AWS_ENDPOINT_URL_EVENTBRIDGE: " + endpoint + "\n")
            .replace("CodeUri: ", "CodeUri: " + Path.of("..").toAbsolutePath().normalize() + "/");
    return Files.writeString(folder.resolve("template.yaml"), copy);
  }
}
