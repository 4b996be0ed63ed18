// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wildrydes.local.http.PortTakenException;
import io.wildrydes.local.template.Problems;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracesIT {
  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String RULE =
      "{\"SamplingRule\":{\"RuleName\":\"r\",\"Priority\":1,\"ReservoirSize\":0,\"FixedRate\":1,"
          + "\"ServiceName\":\"*\",\"ServiceType\":\"*\",\"Host\":\"*\",\"HTTPMethod\":\"*\","
          + "\"URLPath\":\"*\",\"ResourceARN\":\"*\",\"Version\":1}}";

  private final TracesService service = Traces.service(RULE, new Problems());

  @BeforeEach
  void start() {
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void keepsWhatTheSdkSends() throws Exception {
    send(datagram("first", ""));
    send(datagram("second", ""));

    awaitDocuments(2);
    assertThat(service.documents(TRACE))
        .extracting(document -> document.get("name").textValue())
        .containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void takesTheLargestDatagram() throws Exception {
    var filler = "x".repeat(65_507 - datagram("big", "").length());

    send(datagram("big", filler));

    awaitDocuments(1);
  }

  @Test
  void goesOnAfterMalformedDatagrams() throws Exception {
    send("");
    send("nonsense");
    send("{\"format\": \"json\", \"version\": 1}\n" + "[".repeat(5000));
    send(datagram("good", ""));

    awaitDocuments(1);
  }

  @Test
  void saysWhenThePortIsTaken() {
    int port = Integer.parseInt(service.daemonAddress().substring("127.0.0.1:".length()));

    try (var second = new DaemonReceiver(port, new TraceStore(1, 1))) {
      assertThatExceptionOfType(PortTakenException.class)
          .isThrownBy(second::start)
          .withMessageStartingWith("traces (UDP) port " + port + " cannot be opened (");
    }
  }

  @Test
  void closesTwice() {
    service.close();
    service.close();

    assertThat(service.documents(TRACE)).isEmpty();
  }

  private static String datagram(String name, String filler) {
    return """
    {"format": "json", "version": 1}
    {"name":"%s","id":"0a3e596bd3864ac5","trace_id":"%s","start_time":1.0,"end_time":2.0,"metadata":"%s"}\
    """
        .formatted(name, TRACE, filler);
  }

  private void send(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    int colon = service.daemonAddress().indexOf(':');
    int port = Integer.parseInt(service.daemonAddress().substring(colon + 1));
    try (var socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  private void awaitDocuments(int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (service.documents(TRACE).size() < count && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    assertThat(service.documents(TRACE)).as("documents within 10 s").hasSize(count);
  }
}
