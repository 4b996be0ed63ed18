// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/// The process of DynamoDB Local when it is treated badly.
class DynamoDbLocalIT {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String ON_DEMAND = "'BillingMode':'PAY_PER_REQUEST'";
  private static final String PROTECTED = ",'DeletionProtectionEnabled':true";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void losesNothingWhenItsProcessIsKilled() {
    try (var log = CapturedLog.of(DynamoDbLocal.class);
        var tables = LiveTables.onDemand("rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      put(dynamo, "stored");
      long killed = tables.service.pid();

      kill(killed);

      await("another process", () -> answers(dynamo) && tables.service.pid() != killed);
      assertThat(dynamo.getItem(get -> get.tableName("rides").key(key("stored"))).hasItem())
          .isTrue();
      assertThat(log.lines())
          .containsExactly("WARNING DynamoDB Local ended, exit=137, starting it again");
    }
  }

  /// As when the process ends between a change and its answer.
  @Test
  void throttlesAfterARestartByWhatTheTablesAre() throws Exception {
    try (var tables = LiveTables.onDemand("rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      var change = "{'TableName':'rides','BillingMode':'PROVISIONED'," + LiveTables.throughput(1);
      tables
          .service
          .uncapped()
          .call("UpdateTable", (change + "}").replace('\'', '"').getBytes(UTF_8));
      long killed = tables.service.pid();

      kill(killed);

      await("another process", () -> answers(dynamo) && tables.service.pid() != killed);
      assertThatThrownBy(
              () -> {
                put(dynamo, "a");
                put(dynamo, "b");
                put(dynamo, "c");
              })
          .isInstanceOf(ProvisionedThroughputExceededException.class);
    }
  }

  /// The probe waits behind them.
  @Test
  void leavesAProcessThatAnswersCallsButNoProbe() throws Exception {
    try (var local = fake("busy")) {
      local.start();
      local.awaitReady();
      var pid = local.pid();

      await("probes", () -> probes(local) > 5);

      assertThat(local.pid()).isEqualTo(pid);
    }
  }

  @Test
  void replacesAProcessThatFailsItsProbes() throws Exception {
    try (var log = CapturedLog.of(DynamoDbLocal.class);
        var local = fake("fails")) {
      local.start();
      local.awaitReady();
      var pid = local.pid();

      await("another process", () -> !local.pid().equals(pid));

      assertThat(log.lines())
          .startsWith(
              "WARNING DynamoDB Local fails status=500",
              "WARNING DynamoDB Local fails status=500",
              "WARNING DynamoDB Local failed and was killed, starting it again");
    }
  }

  @Test
  void replacesAProcessThatHangsAndFailsItsCallsInAWayThatIsRetried() {
    var config =
        new TablesConfig(
            JAVA, "mvn", LiveTables.WORK, Optional.empty(), MEMORY, Duration.ofMillis(500));
    try (var log = CapturedLog.of(DynamoDbLocal.class);
        var tables = LiveTables.start(config, ON_DEMAND, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      long stopped = tables.service.pid();

      signal("STOP", stopped);

      assertThatThrownBy(() -> put(dynamo, "unknown"))
          .isInstanceOfSatisfying(
              DynamoDbException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(500);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InternalServerError");
              });
      await("another process", () -> tables.service.pid() != stopped && answers(dynamo));
      assertThat(log.lines())
          .contains("WARNING DynamoDB Local hung and was killed, starting it again");
      assertThat(ProcessHandle.of(stopped).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  /// As it may, for a while, when a machine has no memory left for another process.
  @Test
  void triesAgainUntilTheSystemLetsItStartAnotherProcess() throws IOException {
    var away = folder.resolve("away");
    var java = program("'%s' \"$@\"".formatted(JAVA));
    var config = TablesConfig.of(java, LiveTables.WORK, Optional.empty());
    try (var log = CapturedLog.of(DynamoDbLocal.class);
        var tables = LiveTables.start(config, ON_DEMAND, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      put(dynamo, "stored");
      Files.move(java, away);

      kill(tables.service.pid());

      await(
          "refused start",
          () -> log.lines().stream().anyMatch(line -> line.contains("not started")));
      Files.move(away, java);
      await("another process", () -> answers(dynamo));
      assertThat(dynamo.getItem(get -> get.tableName("rides").key(key("stored"))).hasItem())
          .isTrue();
    }
  }

  /// That is all that a local cloud does which is killed.
  @Test
  void endsByItselfAndLeavesNothingWhenItsStandardInputEnds() throws Exception {
    var config = TablesConfig.of(JAVA, LiveTables.WORK, Optional.empty());
    try (var launch = new DynamoDbLocalLaunch(config, () -> "ends")) {
      var process = launch.start();
      assertThat(process.awaitPort(LIMIT)).isPresent();
      assertThat(foldersOf("ends")).isPositive();

      process.stop(LIMIT);

      assertThat(process.ending()).isEqualTo("exit=0");
      assertThat(foldersOf("ends")).isZero();
    }
  }

  @Test
  void leavesNoProcessBehindWhoseOutputNobodyCanRead() {
    var command = List.of("sleep", "3600.25");

    assertThatThrownBy(() ->
            DynamoDbLocalProcess.start(
                command,
                folder,
                _ -> {
                  throw new OutOfMemoryError("unable to create native thread");
                }))
        .isInstanceOf(OutOfMemoryError.class);

    await(
        "end of the process",
        () ->
            ProcessHandle.current()
                .children()
                .noneMatch(child ->
                    child.info().commandLine().orElse("").endsWith(String.join(" ", command))));
  }

  @Test
  void keepsTablesInAFolderFromRunToRun() {
    var data = Optional.of(folder.resolve("data"));
    try (var tables = LiveTables.start(data, ON_DEMAND, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      put(dynamo, "kept");
      kill(tables.service.pid()); // whoever is killed has written it already
    }

    try (var tables = LiveTables.start(data, LiveTables.throughput(3), "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      assertThat(dynamo.getItem(get -> get.tableName("rides").key(key("kept"))).hasItem()).isTrue();
      var table = dynamo.describeTable(describe -> describe.tableName("rides")).table();
      assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(3);
      dynamo.updateTable(update ->
          update
              .tableName("rides")
              .provisionedThroughput(units -> units.readCapacityUnits(3L).writeCapacityUnits(9L)));
    }

    try (var tables = LiveTables.start(data, LiveTables.throughput(3), "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      var table = dynamo.describeTable(describe -> describe.tableName("rides")).table();
      assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(9);
    }
  }

  @Test
  void protectsAKeptTableAsTheTemplateSaysNow() {
    var data = Optional.of(folder.resolve("data"));
    LiveTables.start(data, ON_DEMAND, "rides").close();

    try (var tables = LiveTables.start(data, ON_DEMAND + PROTECTED, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      assertThat(
              dynamo
                  .describeTable(describe -> describe.tableName("rides"))
                  .table()
                  .deletionProtectionEnabled())
          .isTrue();
      assertThatThrownBy(() -> dynamo.deleteTable(delete -> delete.tableName("rides")))
          .isInstanceOf(DynamoDbException.class);
    }
  }

  @Test
  void saysWhatIsMissingWithoutMaven() {
    var config =
        new TablesConfig(
            JAVA, "no-such-mvn", folder, Optional.empty(), MEMORY, Duration.ofSeconds(5));

    assertThatThrownBy(() -> LiveTables.start(config, ON_DEMAND, "rides"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the template has tables, which DynamoDB Local keeps; it is got by Maven and the"
                + " network at the first start, which did not work: command 'no-such-mvn' could not"
                + " be started; install Maven 3.8.6 or newer");
  }

  /// As Ctrl-C does, which reaches it, too.
  @Test
  void saysThatMavenWasStopped() throws IOException {
    var maven = program("sh -c 'kill -INT $$'").toString();
    var config =
        new TablesConfig(
            JAVA, maven, folder.resolve("work"), Optional.empty(), MEMORY, Duration.ofSeconds(5));

    assertThatThrownBy(() -> LiveTables.start(config, ON_DEMAND, "rides"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the template has tables, which DynamoDB Local keeps; it is got by Maven and the"
                + " network at the first start, which did not work: Maven was stopped by signal 2");
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  private DynamoDbLocal fake(String manner) throws IOException {
    var java = program(FakeDynamoDbLocal.command(JAVA, manner));
    var config = TablesConfig.of(java, LiveTables.WORK, Optional.empty());
    var launch = new DynamoDbLocalLaunch(config, () -> UUID.randomUUID().toString());
    return new DynamoDbLocal(launch, Duration.ofMillis(300), _ -> {});
  }

  private Path program(String command) throws IOException {
    var program = folder.resolve("java");
    Files.writeString(program, "#!/bin/sh\nexec " + command + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private static int probes(DynamoDbLocal local) {
    try {
      return local.call("CountProbes", new byte[0]).object().path("Probes").asInt();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(DynamoDbClient dynamo, String id) {
    dynamo.putItem(put -> put.tableName("rides").item(key(id)));
  }

  private static boolean answers(DynamoDbClient dynamo) {
    try {
      dynamo.listTables();
      return true;
    } catch (DynamoDbException _) {
      return false;
    }
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long foldersOf(String name) throws IOException {
    long count = 0;
    for (var parent : List.of(MEMORY, LiveTables.WORK)) {
      try (var entries = Files.list(parent)) {
        count += entries.filter(entry -> entry.toString().endsWith("-" + name)).count();
      }
    }
    return count;
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + " within " + LIMIT);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
