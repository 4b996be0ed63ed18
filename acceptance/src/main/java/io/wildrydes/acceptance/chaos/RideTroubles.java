// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.FunctionProcesses;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/// Makes trouble for the ride chain, in an order that the seed decides: kills each of its functions
/// in the middle of an invocation, kills and stops DynamoDB Local, uses up the table's units. Each
/// kind comes at least once, however short the campaign, and is made until it has been felt.
///
/// The local cloud stays meanwhile: a stop would end the harm before it can be seen.
final class RideTroubles {
  /// How long a busy machine may take to do what is waited for.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// How long it takes until harm shows, or was not done.
  private static final Duration NOTICE = Duration.ofSeconds(3);

  /// The local cloud lets two requests wait for five seconds each before it calls that hanging.
  private static final Duration HANG_NOTICE = Duration.ofSeconds(30);

  private static final Duration SERVING_LIMIT = Duration.ofSeconds(30);
  private static final Duration INVOCATION_LIMIT = Duration.ofSeconds(5);
  private static final int LOOK_MILLIS = 50;

  /// As many as a table keeps, and more.
  private static final int MOST_UNITS = 1000;

  /// An invocation that is let go on may be over before it is killed; after so many it is not.
  private static final int LET_GO = 2;

  private static final int LONGEST_LEAD_MILLIS = 15;

  private static final List<Trouble> KINDS =
      Stream.concat(
              Stream.of(RideFunction.values()).map(RideFunction::killing),
              Stream.of(Trouble.TABLES_KILL, Trouble.TABLES_HANG, Trouble.TABLE_THROTTLING))
          .toList();

  private final Sites sites;
  private final Consumer<String> progress;
  private final Random random;
  private final InstantSource clock = InstantSource.system();

  RideTroubles(Sites sites, Consumer<String> progress) {
    this.sites = sites;
    this.progress = progress;
    this.random = new Random(sites.plan().seed() + 3);
  }

  /// Goes on until sending is over and all kinds have come.
  void trouble(BooleanSupplier sending) throws IOException, InterruptedException {
    do {
      for (var trouble : Sites.shuffled(KINDS, random)) {
        Thread.sleep(sites.plan().pause());
        sites.cloud().whileItStays(() -> make(trouble));
      }
    } while (sending.getAsBoolean());
  }

  private void make(Trouble trouble) throws IOException, InterruptedException {
    progress.accept(trouble.toString());
    var limit = clock.instant().plus(PATIENCE);
    long before = sites.felt(trouble);
    boolean felt = false;
    for (int tries = 0; !felt && isBefore(limit); tries++) {
      if (strikes(trouble, tries)) {
        sites.tally().did(trouble);
      }
      felt = isFelt(trouble, before);
    }
    while (!sites.cloud().answersForTables() && isBefore(limit)) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private boolean isFelt(Trouble trouble, long before) throws IOException, InterruptedException {
    var end = clock.instant().plus(notice(trouble));
    while (sites.felt(trouble) == before) {
      if (clock.instant().isAfter(end)) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  private static Duration notice(Trouble trouble) {
    return switch (trouble) {
      case TABLES_HANG -> HANG_NOTICE;
      case TABLE_THROTTLING -> Duration.ZERO; // units come back each second
      default -> NOTICE;
    };
  }

  /// Strikes once, unless there is nothing to strike at the moment; then it is false.
  private boolean strikes(Trouble trouble, int tries) throws IOException, InterruptedException {
    var tables = sites.processes(clock).ofTables();
    return switch (trouble) {
      case TABLES_KILL -> tables.filter(ProcessHandle::destroyForcibly).isPresent();
      case TABLES_HANG -> {
        signal(tables.stream().toList(), "STOP");
        yield tables.isPresent();
      }
      case TABLE_THROTTLING -> {
        useUpUnits();
        yield true;
      }
      default -> kills(RideFunction.killedBy(trouble).orElseThrow(), tries);
    };
  }

  /// Takes write units from the rides until none is left, as any other program may, and leaves
  /// nothing: deleting what is not there costs a unit.
  private void useUpUnits() {
    var table = String.valueOf(sites.cloud().outputs().get("RideRecordsTableName"));
    var nobodys = Map.of("RideId", AttributeValue.fromS("nobody's"));
    try (var tables = sites.cloud().aws().client(DynamoDbClient.builder())) {
      for (int i = 0; i < MOST_UNITS; i++) {
        tables.deleteItem(delete -> delete.tableName(table).key(nobodys));
      }
    } catch (ProvisionedThroughputExceededException _) {
      // none is left
    }
  }

  /// Holds the function's processes still until one of them has been given an invocation, lets them
  /// go on for a moment, and kills them. Not while the function is only starting: nobody would give
  /// it an invocation, and a start that is held up too long is given up.
  private boolean kills(RideFunction function, int tries) throws IOException, InterruptedException {
    if (!isInvoked(function, SERVING_LIMIT)) {
      return false;
    }
    var victims = sites.processes(clock).of(function.handler());
    signal(victims, "STOP");
    isInvoked(function, INVOCATION_LIMIT);
    if (tries < LET_GO) {
      signal(victims, "CONT");
      Thread.sleep(random.nextInt(LONGEST_LEAD_MILLIS));
    }
    victims.forEach(ProcessHandle::destroyForcibly);
    return !victims.isEmpty();
  }

  /// Waits for the function's next invocation; false when none comes within the limit.
  private boolean isInvoked(RideFunction function, Duration limit)
      throws IOException, InterruptedException {
    var end = clock.instant().plus(limit);
    long before = begun(function);
    while (begun(function) == before) {
      if (!isBefore(end)) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  private long begun(RideFunction function) throws IOException {
    return new Harm(sites.cloud().logs()).begun(function);
  }

  private boolean isBefore(Instant end) {
    return clock.instant().isBefore(end);
  }

  private static void signal(List<ProcessHandle> processes, String signal)
      throws IOException, InterruptedException {
    for (var process : processes) {
      FunctionProcesses.signal(process, signal);
    }
  }
}
