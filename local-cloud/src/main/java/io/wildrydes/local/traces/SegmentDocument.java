// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A segment or an independent subsegment that X-Ray would take.
///
/// See https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html. Checked are
/// the fields without which a document has no place in a trace; unknown fields are kept.
///
/// @param text the document as it came
record SegmentDocument(String traceId, String text) {
  private static final Pattern TRACE_ID = Pattern.compile("1-[0-9a-f]{8}-[0-9a-f]{24}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final int MAX_NAME = 200;

  /// The document in a datagram of the X-Ray daemon's protocol: a header line, then the document.
  /// See https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html.
  ///
  /// @throws MalformedSegmentException when it holds none
  static SegmentDocument parse(byte[] datagram, int length) {
    var text = new String(datagram, 0, length, StandardCharsets.UTF_8);
    int newline = text.indexOf('\n');
    if (newline < 0) {
      throw new MalformedSegmentException("there is no header line");
    }
    var header = object(text.substring(0, newline), "the header");
    if (!header.path("format").asText().equals("json") || header.path("version").asInt() != 1) {
      throw new MalformedSegmentException("the header is not of format json, version 1");
    }
    var document = text.substring(newline + 1).strip();
    return of(object(document, "the document"), document);
  }

  private static SegmentDocument of(ObjectNode document, String text) {
    var traceId = matching(document, "trace_id", TRACE_ID);
    matching(document, "id", ID);
    var name = document.path("name").asText();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new MalformedSegmentException("name is not 1 to 200 characters long");
    }
    if (!document.path("start_time").isNumber()) {
      throw new MalformedSegmentException("start_time is not a number");
    }
    if (!document.path("end_time").isNumber() && !document.path("in_progress").asBoolean()) {
      throw new MalformedSegmentException("neither end_time nor in_progress is there");
    }
    if (document.path("type").asText().equals("subsegment")) {
      matching(document, "parent_id", ID);
    }
    return new SegmentDocument(traceId, text);
  }

  JsonNode tree() {
    return Json.parse(text);
  }

  int characters() {
    return text.length();
  }

  private static String matching(ObjectNode document, String field, Pattern pattern) {
    var value = document.path(field).asText();
    if (!pattern.matcher(value).matches()) {
      throw new MalformedSegmentException(field + " is not of the form " + pattern);
    }
    return value;
  }

  private static ObjectNode object(String text, String what) {
    try {
      if (Json.parse(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (MalformedJsonException _) {
      // refused below, like JSON that is not an object
    }
    throw new MalformedSegmentException(what + " is not a JSON object");
  }
}
