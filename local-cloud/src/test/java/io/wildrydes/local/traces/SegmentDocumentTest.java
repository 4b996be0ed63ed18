// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentDocumentTest {
  private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";
  private static final String IDS =
      "\"id\":\"0a3e596bd3864ac5\",\"trace_id\":\"1-5759e988-bd862e3fe1be46a994272793\"";

  @Test
  void takesASubsegmentAsTheSdkSendsIt() {
    var document =
        parse(
            HEADER
                + "{\"name\":\"## handler\","
                + IDS
                + ",\"start_time\":1.795164362065E9,\"end_time\":1.795164362066E9,"
                + "\"type\":\"subsegment\",\"parent_id\":\"53995c3f42cd8ad8\",\"odd\":[1]}");

    assertThat(document.traceId()).isEqualTo("1-5759e988-bd862e3fe1be46a994272793");
    assertThat(document.tree().get("name").textValue()).isEqualTo("## handler");
    assertThat(document.tree().get("odd")).hasSize(1);
  }

  @Test
  void takesASegmentStillInProgress() {
    var document =
        parse(HEADER + "{\"name\":\"a\"," + IDS + ",\"start_time\":1,\"in_progress\":true}");

    assertThat(document.tree().get("in_progress").booleanValue()).isTrue();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'' | there is no header line",
        "{} | there is no header line",
        "{}#{} | the header is not of format json, version 1",
        "nope#{} | the header is not a JSON object",
        "H | the document is not a JSON object",
        "H[] | the document is not a JSON object",
        "H{} {} | the document is not a JSON object",
        "H{} | trace_id is not of the form 1-[0-9a-f]{8}-[0-9a-f]{24}",
        "H{\"trace_id\":\"1-5759e988-bd862e3fe1be46a994272793\"} | id is not of the form [0-9a-f]{16}",
        "H{IDS} | name is not 1 to 200 characters long",
        "H{IDS,\"name\":\"a\"} | start_time is not a number",
        "H{IDS,\"name\":\"a\",\"start_time\":1} | neither end_time nor in_progress is there",
        "H{IDS,\"name\":\"a\",\"start_time\":1,\"end_time\":2,\"type\":\"subsegment\"} | parent_id is not of the form [0-9a-f]{16}",
      })
  void saysWhatIsWrong(String datagram, String reason) {
    var text = datagram.replace("#", "\n").replace("IDS", IDS).replace("H", HEADER);

    assertThatExceptionOfType(MalformedSegmentException.class)
        .isThrownBy(() -> parse(text))
        .withMessage(reason);
  }

  @Test
  void refusesWhatIsNotText() {
    var bytes = new byte[512];

    assertThatExceptionOfType(MalformedSegmentException.class)
        .isThrownBy(() -> SegmentDocument.parse(bytes, bytes.length));
  }

  private static SegmentDocument parse(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return SegmentDocument.parse(bytes, bytes.length);
  }
}
