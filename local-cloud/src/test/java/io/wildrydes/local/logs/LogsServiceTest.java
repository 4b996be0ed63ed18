// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsServiceTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final LogOutput NOWHERE = new LogOutput(null, null);
  private static final Platform PLATFORM =
      new Platform(
          Identity.local("us-east-1"),
          () -> NOON,
          PlatformWaits.AS_ON_AWS,
          () -> "00000000-0000-4000-8000-000000000000",
          new Random(1));
  private static final Stack EMPTY =
      new Stack("s", Identity.local("us-east-1"), Map.of(), Map.of(), Map.of());

  @TempDir Path folder;

  @Test
  void printsEachLineBehindTheFunctionsName() {
    var out = new ByteArrayOutputStream();

    try (var logs = console(out)) {
      logs.start();
      logs.append(new LogEvent("/aws/lambda/s-delivery", "env", NOON, "first\nsecond"));
    }

    assertThat(out.toString(UTF_8)).isEqualTo("[s-delivery] first\n[s-delivery] second\n");
  }

  @Test
  void writesOneFilePerGroupInOrderOfArrival() {
    try (var logs = files()) {
      logs.start();
      logs.append(new LogEvent("/aws/lambda/a", "x", NOON, "1"));
      logs.append(new LogEvent("/aws/lambda/b", "x", NOON, "2"));
      logs.append(new LogEvent("/aws/lambda/a", "y", NOON, "3"));
    }

    assertThat(folder.resolve("aws/lambda/a.log")).hasContent("1\n3\n");
    assertThat(folder.resolve("aws/lambda/b.log")).hasContent("2\n");
  }

  @Test
  void beginsTheFileOfADeclaredGroupAnew() throws IOException {
    Files.writeString(folder.resolve("g.log"), "of an earlier run");
    var group =
        new Resource("Logs", "AWS::Logs::LogGroup", "/g", Json.object().put("LogGroupName", "/g"));
    var stack =
        new Stack("s", Identity.local("us-east-1"), Map.of("Logs", group), Map.of(), Map.of());

    try (var logs = LogsService.of(stack, new Problems(), PLATFORM, new LogOutput(null, folder))) {
      logs.start();
    }

    assertThat(folder.resolve("g.log")).isEmptyFile();
  }

  @Test
  void keepsFilesBelowItsFolder() {
    assertThat(LogFiles.file(folder, "/../../etc/passwd")).startsWithRaw(folder);
  }

  @Test
  void writesEverythingThatWaitedWhenItCloses() {
    try (var logs = files()) {
      logs.start();
      for (int i = 0; i < 3 * LogsService.BACKLOG; i++) {
        logs.append(new LogEvent("g", "x", NOON, "line"));
      }
    }

    assertThat(folder.resolve("g.log")).content().hasLineCount(3 * LogsService.BACKLOG);
  }

  @Test
  void closesTwiceAndBeforeItStarts() {
    var logs = files();
    logs.close();
    logs.start();
    logs.close();
    logs.close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesAPropertyOfALogGroupThatItDoesNotKnow() {
    var properties = Json.object().put("LogGroupName", "/g").put("Retention", 3);
    var group = new Resource("Logs", "AWS::Logs::LogGroup", "/g", properties);
    var stack =
        new Stack("s", Identity.local("us-east-1"), Map.of("Logs", group), Map.of(), Map.of());
    var problems = new Problems();

    LogsService.of(stack, problems, PLATFORM, NOWHERE).close();

    assertThat(problems.found()).containsExactly("Logs Retention: is not supported");
  }

  private static LogsService console(ByteArrayOutputStream out) {
    var printer = new PrintStream(out, false, UTF_8);
    return LogsService.of(EMPTY, new Problems(), PLATFORM, new LogOutput(printer, null));
  }

  private LogsService files() {
    return LogsService.of(EMPTY, new Problems(), PLATFORM, new LogOutput(null, folder));
  }
}
