// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {
  @TempDir Path folder;

  @Test
  void readsEachLineOnce() throws IOException {
    var logs = new LogFolder(folder);
    append("a.log", "one\ntwo\n");

    assertThat(newLines(logs)).containsExactly("one", "two");
    assertThat(newLines(logs)).isEmpty();

    append("a.log", "three\n");
    append("b.log", "four\n");

    assertThat(newLines(logs)).containsExactly("three", "four");
  }

  @Test
  void leavesALineThatIsStillBeingWritten() throws IOException {
    var logs = new LogFolder(folder);
    append("a.log", "one\ntw");

    assertThat(newLines(logs)).containsExactly("one");

    append("a.log", "ö\n");

    assertThat(newLines(logs)).containsExactly("twö");
  }

  @Test
  void namesTheGroupAndReadsTheObject() throws IOException {
    Files.createDirectories(folder.resolve("aws/lambda"));
    append("aws/lambda/x-delivery.log", "{\"milestone\":\"DELIVERY_STARTED\"}\n");
    var read = new ArrayList<LogLine>();

    new LogFolder(folder).readNew(read::add);

    assertThat(read).extracting(LogLine::group).containsExactly("aws/lambda/x-delivery");
    assertThat(read).extracting(LogLine::milestone).containsExactly("DELIVERY_STARTED");
    assertThat(read.getFirst().isOf("delivery")).isTrue();
    assertThat(read.getFirst().isOf("slow-api")).isFalse();
  }

  @Test
  void hasNoLinesWhenThereIsNoFolderAndReadsNothingButLogs() throws IOException {
    append("ledger.jsonl", "{}\n");

    assertThat(newLines(new LogFolder(folder.resolve("missing")))).isEmpty();
    assertThat(newLines(new LogFolder(folder))).isEmpty();
  }

  private static List<String> newLines(LogFolder logs) throws IOException {
    var lines = new ArrayList<String>();
    logs.readNew(line -> lines.add(line.text()));
    return lines;
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(
        folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
