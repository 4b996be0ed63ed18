// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The row of [Bench] about tables: what the metering in front of DynamoDB Local costs a write.
record BenchTables(Path template, int runs, int requests) {
  /// On demand, as the template has it: no write is refused.
  private static final String TABLE = "wild-rydes-ride-records";

  List<BenchRow> rows() throws IOException, InterruptedException {
    try (var cloud = BenchCloud.start(template)) {
      cloud.awaitQuiet();
      var command = BenchDynamoDbLocal.Command.of(cloud.processes());
      var metered = writeMillis(new BenchTableCalls(cloud.awsEndpoint()));
      return List.of(
          BenchRow.of("warm write of a ride to the table, p50", "ms", metered)
              .over(Bench.median(bareMillis(command))));
    }
  }

  private List<Double> bareMillis(BenchDynamoDbLocal.Command command)
      throws IOException, InterruptedException {
    try (var alone = BenchDynamoDbLocal.start(command);
        var caller = new BenchCaller()) {
      var calls = new BenchTableCalls(alone.address());
      caller.millis(calls.createTable(TABLE));
      return writeMillis(calls);
    }
  }

  private List<Double> writeMillis(BenchTableCalls calls) throws IOException, InterruptedException {
    var number = new AtomicInteger();
    try (var caller = new BenchCaller()) {
      return caller.warmMillis(
          () -> calls.putRide(TABLE, number.incrementAndGet()), requests, runs);
    }
  }
}
