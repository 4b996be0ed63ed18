// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The harm that shows in log lines: the platform's, the functions' own, and what the local cloud
/// printed.
///
/// @param folder log files are anywhere below it
record Harm(Path folder) {
  private static final String DELIVERY = "-delivery.log";
  private static final String NOTIFICATION = "-notification.log";
  private static final String KILLED = "Runtime exited with error: signal: killed";
  private static final Map<Trouble, Sign> SIGNS = signs();

  void count(TroubleTally tally) throws IOException {
    for (var trouble : SIGNS.keySet()) {
      tally.harmed(trouble, (int) seen(trouble));
    }
  }

  /// Whether harm of this kind is told by log lines, and by nothing else.
  static boolean showsInLogs(Trouble trouble) {
    return SIGNS.containsKey(trouble);
  }

  /// How often one kind of trouble shows so far.
  long seen(Trouble trouble) throws IOException {
    var sign = SIGNS.get(trouble);
    return sign == null ? 0 : count(sign);
  }

  /// Invocations of the function that have begun so far.
  long begun(RideFunction function) throws IOException {
    return count(
        new Sign(List.of(function.logFile()), line -> line.startsWith("START RequestId: ")));
  }

  /// Every line about an order or a ride, behind the name of its file.
  List<String> about(String correlationId) throws IOException {
    return files().stream()
        .flatMap(file ->
            lines(file)
                .filter(line -> line.contains(correlationId))
                .map(line -> folder.relativize(file) + ": " + line))
        .toList();
  }

  private long count(Sign sign) throws IOException {
    return files().stream().filter(sign::mayBeIn).flatMap(Harm::lines).filter(sign.line()).count();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }

  /// A killed process may leave half a character behind.
  private static Stream<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Trouble, Sign> signs() {
    var signs = new EnumMap<Trouble, Sign>(Trouble.class);
    signs.put(Trouble.KILL, Sign.in(KILLED, DELIVERY, NOTIFICATION));
    signs.put(Trouble.HANG, Sign.in(" Task timed out after ", DELIVERY));
    signs.put(
        Trouble.INIT_EXIT,
        new Sign(
            List.of(DELIVERY),
            line -> line.startsWith("INIT_REPORT") && line.contains("Status: err")));
    signs.put(Trouble.OUT_OF_MEMORY, Sign.in("OutOfMemoryError", DELIVERY));
    signs.put(Trouble.PARTNER_DOWN, Sign.in("java.net.ConnectException", DELIVERY));
    for (var function : RideFunction.values()) {
      signs.put(function.killing(), Sign.in(KILLED, function.logFile()));
    }
    var cloud = TroubledCloud.OUTPUT;
    signs.put(Trouble.TABLES_KILL, Sign.in("DynamoDB Local ended, exit=137", cloud));
    signs.put(Trouble.TABLES_HANG, Sign.in("DynamoDB Local hung and was killed", cloud));
    signs.put(
        Trouble.TABLE_THROTTLING,
        new Sign(
            List.of(
                RideFunction.PUT_RIDE_RECORD.logFile(),
                RideFunction.PUT_DEFERRED_RIDE_RECORD.logFile()),
            line ->
                line.contains("\"ride not written\"")
                    && line.contains("\"reason\":\"throttled\"")));
    return signs;
  }

  /// What tells of a trouble, and where.
  ///
  /// @param files ends of names
  private record Sign(List<String> files, Predicate<String> line) {
    private static Sign in(String text, String... files) {
      return new Sign(List.of(files), line -> line.contains(text));
    }

    private boolean mayBeIn(Path file) {
      return files.stream().anyMatch(file.toString()::endsWith);
    }
  }
}
