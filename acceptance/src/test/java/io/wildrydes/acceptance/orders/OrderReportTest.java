// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Percentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderReportTest {
  @TempDir Path folder;

  @BeforeEach
  void sendFourOrders() throws IOException {
    Files.writeString(
        folder.resolve("ledger.jsonl"),
        """
        {"at":"2026-01-15T11:59:59.100Z","order_id":"o-1","status":202,"correlation_id":"c-1","latency_ms":10}
        {"at":"2026-01-15T11:59:59.200Z","order_id":"o-2","status":202,"correlation_id":"c-2","latency_ms":20}
        {"at":"2026-01-15T11:59:59.300Z","order_id":"o-3","status":202,"correlation_id":"c-3","latency_ms":30}
        {"at":"2026-01-15T11:59:59.400Z","order_id":"o-4","status":null,"correlation_id":null,"latency_ms":40,"error":"ECONNRESET"}
        """);
    Files.createDirectories(folder.resolve("aws/lambda"));
    Files.writeString(
        folder.resolve("aws/lambda/notification.log"),
        """
        INIT_START Runtime Version: java:25
        {"timestamp":"2026-01-15T12:00:00.000Z","milestone":"NOTIFY_EVENT_PUBLISHED","correlationId":"c-1"}
        {"timestamp":"2026-01-15T12:00:01.000Z","milestone":"NOTIFY_EVENT_PUBLISHED","correlationId":"c-2"}
        {"timestamp":"2026-01-15T12:00:02.000Z","milestone":"NOTIFY_EVENT_PUBLISHED","correlationId":"c-3"}
        {"timestamp":"2026-01-15T12:00:03.000Z","milestone":"NOTIFY_EVENT_PUBLISHED","correlationId":"c-4"}
        REPORT RequestId: 1	Duration: 1.00 ms	Restore Duration: 5.00 ms
        REPORT RequestId: 2	Duration: 1.00 ms
        {"timestamp":"2026-01-15T12:00:03.000Z","milest
        """);
    Files.writeString(
        folder.resolve("aws/lambda/delivery.log"),
        """
        {"timestamp":"2026-01-15T12:00:00.100Z","milestone":"DELIVERY_ATTEMPT_FAILED","correlationId":"c-1"}
        {"timestamp":"2026-01-15T12:00:00.500Z","milestone":"DELIVERY_COMPLETED","correlationId":"c-1"}
        {"timestamp":"2026-01-15T12:00:09.000Z","milestone":"DELIVERY_COMPLETED","correlationId":"c-1"}
        {"timestamp":"2026-01-15T12:00:01.500Z","milestone":"DELIVERY_ATTEMPT_FAILED","correlationId":"c-2"}
        """);
    Files.writeString(
        folder.resolve("aws/lambda/slow-api.log"),
        """
        {"timestamp":"2026-01-15T12:00:00.400Z","milestone":"SLOW_CALL_PROCESSED","correlationId":"c-1"}
        {"timestamp":"2026-01-15T12:00:08.900Z","milestone":"SLOW_CALL_PROCESSED","correlationId":"c-1"}
        """);
  }

  @Test
  void countsEachAcceptedOrderOnce() throws IOException {
    var report = report(Set.of("c-2"), 0);

    assertThat(report.fates()).isEqualTo(new OrderReport.Fates(3, 1, 1, 0, 1));
    assertThat(report.isReconciled()).isFalse();
  }

  @Test
  void countsAsManyOrdersInFlightAsMessagesAreLeft() throws IOException {
    assertThat(report(Set.of(), 1).fates()).isEqualTo(new OrderReport.Fates(3, 1, 0, 1, 1));
    assertThat(report(Set.of(), 5).fates()).isEqualTo(new OrderReport.Fates(3, 1, 0, 2, 0));
    assertThat(report(Set.of(), 5).isReconciled()).isFalse();
  }

  @Test
  void countsADeliveredOrderAsDeliveredThoughItIsDeadToo() throws IOException {
    var report = report(Set.of("c-1", "c-2", "c-3"), 0);

    assertThat(report.fates()).isEqualTo(new OrderReport.Fates(3, 1, 2, 0, 0));
    assertThat(report.isReconciled()).isTrue();
  }

  @Test
  void knowsWhetherAnybodyWasTurnedAway() throws IOException {
    assertThat(report(Set.of(), 0).isAllAccepted()).isFalse();
  }

  @Test
  void doesNotReconcileARunThatAcceptedNothing() throws IOException {
    var report = OrderReport.of(List.of(), Journeys.read(folder), Set.of(), 0);

    assertThat(report.isReconciled()).isFalse();
    assertThat(report.isAllAccepted()).isFalse();
  }

  @Test
  void countsAnswersAttemptsDuplicatesAndUnacknowledged() throws IOException {
    var report = report(Set.of(), 0);

    assertThat(report.answers()).isEqualTo(Map.of("202", 3, "ECONNRESET", 1));
    assertThat(report.attempts()).isEqualTo(Map.of(1, 1, 3, 1));
    assertThat(report.deliveredTwice()).isEqualTo(1);
    assertThat(report.unacknowledged()).isEqualTo(1);
  }

  @Test
  void measuresLeadTimeToTheFirstDelivery() throws IOException {
    var report = report(Set.of(), 0);

    assertThat(report.leadTimeMillis()).isEqualTo(new Percentiles(500, 500, 500, 500));
    assertThat(report.answerMillis()).isEqualTo(new Percentiles(20, 40, 40, 40));
  }

  @Test
  void countsColdStartsByTheirReportLines() throws IOException {
    assertThat(Journeys.read(folder).coldStarts()).isEqualTo(1);
  }

  @Test
  void namesTheSlowestOrder() throws IOException {
    var sent = Sent.read(folder.resolve("ledger.jsonl"));

    assertThat(OrderReport.slowest(sent, Journeys.read(folder))).contains("c-1");
  }

  @Test
  void readsAsText() throws IOException {
    var text =
        new ReportText(report(Set.of("c-2", "c-3"), 0), 1, 0.1)
            .of(Optional.of("c-1"), Path.of(".local/demo"));

    assertThat(text)
        .isEqualTo(
            """

            == What happened ==
              answers           202: 3, ECONNRESET: 1
              answer time       p50 20  p95 40  p99 40  max 40 ms
              orders accepted   3
                delivered       1
                in DLQ          2
                in flight       0
                lost            0
              delivered twice   1 (processed by the partner again)
              unacknowledged    1 (published, the sender got no 202)
              calls per order   1: 1, 3: 1 (partner calls: orders)
              lead time         p50 500  p95 500  p99 500  max 500 ms
              cold starts       1
              platform waits    shortened to 0.1 of AWS's (retries, visibility timeouts, backoff)

            == Where to look ==
              logs              .local/demo, one file a log group
              slowest order     grep -rh c-1 .local/demo | sort

            reconciled: 3 accepted = 1 delivered + 2 in DLQ, nothing lost
            """);
  }

  private OrderReport report(Set<String> dead, int backlog) throws IOException {
    var sent = Sent.read(folder.resolve("ledger.jsonl"));
    return OrderReport.of(sent, Journeys.read(folder), dead, backlog);
  }
}
