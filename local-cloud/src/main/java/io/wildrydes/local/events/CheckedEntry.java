// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/// An entry after the checks that AWS makes of each by itself.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
/// for the codes.
sealed interface CheckedEntry {
  int MAX_DETAIL_TYPE = 128;

  record Valid(Entry entry, String source, String detailType, ObjectNode detail)
      implements CheckedEntry {}

  record Refused(String code, String message) implements CheckedEntry {}

  static CheckedEntry of(Entry entry) {
    var source = entry.source();
    var detailType = entry.detailType();
    var text = entry.detail();
    if (source == null || source.isEmpty()) {
      return missing("Source");
    }
    if (detailType == null || detailType.isEmpty()) {
      return missing("DetailType");
    }
    if (text == null || text.isEmpty()) {
      return missing("Detail");
    }
    var detail = object(text);
    if (detail == null) {
      return new Refused("MalformedDetail", "Detail is malformed.");
    }
    if (source.startsWith("aws.")) {
      return new Refused("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    return detailType.length() > MAX_DETAIL_TYPE
        ? invalid("DetailType", "DetailType is longer than 128 characters.")
        : new Valid(entry, source, detailType, detail);
  }

  private static Refused missing(String name) {
    return invalid(name, name + " is a required argument.");
  }

  private static Refused invalid(String name, String reason) {
    return new Refused(
        "InvalidArgument", "Parameter %s is not valid. Reason: %s".formatted(name, reason));
  }

  private static @Nullable ObjectNode object(String text) {
    try {
      return Json.parse(text) instanceof ObjectNode object ? object : null;
    } catch (MalformedJsonException _) {
      return null;
    }
  }
}
