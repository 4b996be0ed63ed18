// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchResponseTest {
  private static final Set<String> BATCH = Set.of("a", "b");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "no response            | ~~",
        "null response          | null",
        "empty response         | {}",
        "null list              | {\"batchItemFailures\":null}",
        "empty list             | {\"batchItemFailures\":[]}",
        "fields of other kinds  | {\"statusCode\":200}"
      })
  void takesForCompleteSuccess(String name, String response) {
    assertThat(BatchResponse.failures(response, BATCH)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "not JSON               | {\"batchItemFailures\"",
        "not an object          | \"OK\"",
        "list that is no list   | {\"batchItemFailures\":\"a\"}",
        "ids without a key      | {\"batchItemFailures\":[\"a\"]}",
        "bad key                | {\"batchItemFailures\":[{\"messageId\":\"a\"}]}",
        "empty id               | {\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "null id                | {\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "id of another batch    | {\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"}]}"
      })
  void takesForCompleteFailure(String name, String response) {
    assertThat(BatchResponse.failures(response, BATCH)).isEqualTo(BATCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"},{\"itemIdentifier\":\"b\"}]}"
      })
  void namesTheFailures(String response) {
    assertThat(BatchResponse.failures(response, BATCH)).containsExactly("b");
  }
}
