// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmTest {
  private static final String KILLED =
      "RequestId: 1 Error: Runtime exited with error: signal: killed";

  @TempDir Path folder;

  private Path functions;
  private Harm harm;

  @BeforeEach
  void makeFolders() throws IOException {
    functions = Files.createDirectories(folder.resolve("run-1/aws/lambda"));
    harm = new Harm(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "delivery, KILL",
    "notification, KILL",
    "request-ride, REQUEST_RIDE_KILL",
    "ride-fleet, RIDE_FLEET_KILL",
    "promo, PROMO_KILL",
    "put-ride-record, PUT_RIDE_RECORD_KILL",
    "put-deferred-ride-record, PUT_DEFERRED_RIDE_RECORD_KILL"
  })
  void tellsWhoseProcessWasKilled(String function, Trouble trouble) throws IOException {
    log(function, KILLED);

    var tally = new TroubleTally();
    harm.count(tally);

    assertThat(Trouble.values()).filteredOn(other -> tally.harm(other) > 0).containsOnly(trouble);
    assertThat(harm.seen(trouble)).isEqualTo(1);
  }

  @Test
  void countsWritesThatTheTableThrottled() throws IOException {
    log(
        "put-ride-record",
        "{\"message\":\"ride not written\",\"reason\":\"throttled\"}",
        "{\"message\":\"ride not written\",\"reason\":\"table failed\"}",
        "{\"message\":\"ride not recorded\",\"reason\":\"throttled\"}");
    log("put-deferred-ride-record", "{\"message\":\"ride not written\",\"reason\":\"throttled\"}");

    assertThat(harm.seen(Trouble.TABLE_THROTTLING)).isEqualTo(2);
  }

  @Test
  void seesInWhatTheLocalCloudPrintedThatItReplacedDynamoDbLocal() throws IOException {
    Files.writeString(
        folder.resolve("run-1-local-cloud.log"),
        """
        2026-01-15T12:00:00.000 WARNING DynamoDbLocal DynamoDB Local ended, exit=137, starting it again
        2026-01-15T12:00:20.000 WARNING DynamoDbLocal DynamoDB Local hung and was killed, starting it again
        2026-01-15T12:00:30.000 WARNING DynamoDbLocal DynamoDB Local ended, exit=1, starting it again
        """);

    assertThat(harm.seen(Trouble.TABLES_KILL)).isEqualTo(1);
    assertThat(harm.seen(Trouble.TABLES_HANG)).isEqualTo(1);
  }

  @Test
  void countsInvocationsThatBegan() throws IOException {
    log(
        "promo",
        "START RequestId: 1 Version: 1",
        "END RequestId: 1",
        "START RequestId: 2 Version: 1");
    log("ride-fleet", "START RequestId: 3 Version: 1");

    assertThat(harm.begun(RideFunction.PROMO)).isEqualTo(2);
  }

  @Test
  void findsEveryLineAboutARide() throws IOException {
    log("promo", "{\"correlationId\":\"c-1\"}", "{\"correlationId\":\"c-2\"}");

    assertThat(harm.about("c-1"))
        .containsExactly("run-1/aws/lambda/wild-rydes-promo.log: {\"correlationId\":\"c-1\"}");
  }

  private void log(String function, String... lines) throws IOException {
    Files.writeString(
        functions.resolve("wild-rydes-" + function + ".log"), String.join("\n", lines) + "\n");
  }
}
