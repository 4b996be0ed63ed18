// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `X-Amzn-Trace-Id` header:
/// `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`.
///
/// See
/// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader.
/// Parts other than these three are dropped.
///
/// @param root the trace id, `1-<8 hex>-<24 hex>`
/// @param parent the id of the caller's segment or subsegment, 16 hex digits; absent at the front
///   door
/// @param sampled whether the caller decided to record; absent when it left the decision to us
public record TraceHeader(String root, @Nullable String parent, @Nullable Boolean sampled) {
  public static final String NAME = "X-Amzn-Trace-Id";
  private static final Pattern ROOT = Pattern.compile("1-[0-9a-fA-F]{8}-[0-9a-fA-F]{24}");
  private static final Pattern PARENT = Pattern.compile("[0-9a-fA-F]{16}");

  /// The header in the text; empty when it names no valid root.
  public static Optional<TraceHeader> parse(String text) {
    String root = null;
    String parent = null;
    Boolean sampled = null;
    for (var part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      var key = equals < 0 ? "" : part.substring(0, equals).strip();
      var value = part.substring(equals + 1).strip();
      switch (key) {
        case "Root" -> root = ROOT.matcher(value).matches() ? value : null;
        case "Parent" -> parent = PARENT.matcher(value).matches() ? value : null;
        case "Sampled" -> sampled = decision(value);
        default -> {}
      }
    }
    return root == null ? Optional.empty() : Optional.of(new TraceHeader(root, parent, sampled));
  }

  /// This trace seen from below another segment.
  public TraceHeader withParent(String otherParent) {
    return new TraceHeader(root, otherParent, sampled);
  }

  public TraceHeader withSampled(boolean decision) {
    return new TraceHeader(root, parent, decision);
  }

  public boolean isSampled() {
    return Boolean.TRUE.equals(sampled);
  }

  /// The header as sent.
  public String text() {
    var text = new StringBuilder("Root=").append(root);
    if (parent != null) {
      text.append(";Parent=").append(parent);
    }
    if (sampled != null) {
      text.append(";Sampled=").append(sampled ? '1' : '0');
    }
    return text.toString();
  }

  private static @Nullable Boolean decision(String value) {
    return switch (value) {
      case "1" -> true;
      case "0" -> false;
      default -> null; // "?" asks us to decide and to answer with the decision
    };
  }
}
