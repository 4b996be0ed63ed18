// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.stacks;

import java.util.stream.Stream;

/// Some XML elements, written.
record Xml(String text) {

  static Xml of(String name, String text) {
    return new Xml("<" + name + ">" + escaped(text) + "</" + name + ">");
  }

  static Xml of(String name, Xml... content) {
    return list(name, Stream.of(content));
  }

  static Xml list(String name, Stream<Xml> content) {
    var inner = String.join("", content.map(Xml::text).toList());
    return new Xml("<" + name + ">" + inner + "</" + name + ">");
  }

  /// These elements and those.
  Xml and(Xml other) {
    return new Xml(text + other.text);
  }

  /// This element as the root of a document.
  String document(String namespace) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + text.replaceFirst(">", " xmlns=\"" + namespace + "\">");
  }

  /// The text with what XML cannot hold replaced.
  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '&' -> escaped.append("&amp;");
            case '\r' -> escaped.append("&#13;");
            default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
          }
        });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    boolean isControl = c < 0x20 && c != '\t' && c != '\n';
    boolean isSurrogate = c >= 0xD800 && c <= 0xDFFF;
    return !isControl && !isSurrogate && c != 0xFFFE && c != 0xFFFF;
  }
}
