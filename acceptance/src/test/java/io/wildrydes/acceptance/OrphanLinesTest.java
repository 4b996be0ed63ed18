// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanLinesTest {
  private static final String OF_AN_ORDER =
      """
      {"level":"INFO","message":"delivery started","AWSRequestId":"r-1","correlationId":"c-1"}\
      """;
  private static final String COLD_START =
      """
      {"message":"metric recorded","ColdStarts":1,"AWSRequestId":"r-1","correlationId":"r-1"}\
      """;
  private static final String PRIMED =
      """
      {"level":"INFO","message":"environment primed","service":"delivery"}\
      """;
  private static final String NOT_PRIMED =
      """
      {"level":"WARN","message":"priming incomplete, the first request will be slower"}\
      """;
  private static final String WITH_THE_REQUEST_ID =
      """
      {"level":"INFO","message":"read late","AWSRequestId":"r-1","correlationId":"r-1"}\
      """;
  private static final String WITHOUT_CORRELATION_ID =
      """
      {"level":"INFO","message":"by another thread","AWSRequestId":"r-1"}\
      """;
  private static final String WITHOUT_INVOCATION =
      """
      {"level":"INFO","message":"by another thread"}\
      """;

  @TempDir private Path folder;

  @Test
  void takesLinesOfAnOrderForFound() throws IOException {
    assertThat(in(OF_AN_ORDER)).isEqualTo(new OrphanLines(1, List.of()));
  }

  @Test
  void forgivesTheCountOfAColdStart() throws IOException {
    assertThat(in(COLD_START, OF_AN_ORDER)).isEqualTo(new OrphanLines(2, List.of()));
  }

  @Test
  void forgivesTheLinesOfAnEnvironmentWithoutInvocation() throws IOException {
    assertThat(in(PRIMED, NOT_PRIMED)).isEqualTo(new OrphanLines(2, List.of()));
  }

  @Test
  void findsLinesThatCarryTheRequestIdInstead() throws IOException {
    assertThat(in(OF_AN_ORDER, WITH_THE_REQUEST_ID))
        .isEqualTo(new OrphanLines(2, List.of(WITH_THE_REQUEST_ID)));
  }

  @Test
  void findsLinesWithoutCorrelationId() throws IOException {
    assertThat(in(WITHOUT_CORRELATION_ID, WITHOUT_INVOCATION))
        .isEqualTo(new OrphanLines(2, List.of(WITHOUT_CORRELATION_ID, WITHOUT_INVOCATION)));
  }

  @Test
  void countsNoLinesOfThePlatform() throws IOException {
    assertThat(in("START RequestId: r-1 Version: 1", OF_AN_ORDER, "END RequestId: r-1"))
        .isEqualTo(new OrphanLines(1, List.of()));
  }

  @Test
  void readsNothingWhereThereIsNoLog() throws IOException {
    assertThat(OrphanLines.in(folder.resolve("no.log"))).isEqualTo(new OrphanLines(0, List.of()));
  }

  private OrphanLines in(String... lines) throws IOException {
    return OrphanLines.in(Files.write(folder.resolve("function.log"), List.of(lines)));
  }
}
