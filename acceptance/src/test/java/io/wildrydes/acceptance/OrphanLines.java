// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The lines of a function's log that nobody finds who looks for an order by its correlation id:
/// those that carry none, and those that carry the Lambda request id, which stands in for it until
/// an invocation has read its event.
///
/// @param read how many lines the function itself wrote
/// @param orphans those of them that are lost
record OrphanLines(int read, List<String> orphans) {
  private static final Set<String> PRIMING =
      Set.of("environment primed", "priming incomplete, the first request will be slower");

  OrphanLines {
    orphans = List.copyOf(orphans);
  }

  /// Reads a log as a local cloud writes it; the platform's own lines are no JSON and not counted.
  static OrphanLines in(Path log) throws IOException {
    var read = new ArrayList<JsonNode>();
    JsonLines.read(log, read::add);
    return among(read);
  }

  /// Judges lines that a function wrote itself.
  static OrphanLines among(List<JsonNode> read) {
    var orphans = read.stream().filter(OrphanLines::isOrphan).map(JsonNode::toString).toList();
    return new OrphanLines(read.size(), orphans);
  }

  private static boolean isOrphan(JsonNode line) {
    var correlationId = line.path("correlationId").asText();
    var requestId = line.path("AWSRequestId").asText();
    return correlationId.equals(requestId)
        ? !tellsOfPriming(line) && !countsAColdStart(line)
        : correlationId.isEmpty();
  }

  /// Written before any invocation, when there is no order.
  private static boolean tellsOfPriming(JsonNode line) {
    return PRIMING.contains(message(line)) && !line.has("AWSRequestId");
  }

  /// Counted when an invocation begins, before its event is read: a start belongs to the
  /// environment, whichever order came first.
  private static boolean countsAColdStart(JsonNode line) {
    return message(line).equals("metric recorded") && line.has("ColdStarts");
  }

  private static String message(JsonNode line) {
    return line.path("message").asText();
  }
}
