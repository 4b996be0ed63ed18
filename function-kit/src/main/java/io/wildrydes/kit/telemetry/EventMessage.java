// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import org.apache.logging.log4j.message.MapMessage;

/// A constant text with typed fields. The layout writes the text as `message` and the fields beside
/// it at the top level, numbers as numbers, which SLF4J's key-value pairs cannot.
final class EventMessage extends MapMessage<EventMessage, Object> {
  private static final long serialVersionUID = 1L;

  private final String text;

  EventMessage(String text) {
    this.text = text;
  }

  EventMessage with(LogField field) {
    return with(field.key(), field.value());
  }

  @Override
  public String getFormat() {
    return text;
  }

  @Override
  public String getFormattedMessage() {
    return text;
  }

  @Override
  public String getFormattedMessage(String[] formats) {
    return text;
  }

  @Override
  public void formatTo(StringBuilder buffer) {
    buffer.append(text);
  }

  @Override
  public void formatTo(String[] formats, StringBuilder buffer) {
    buffer.append(text);
  }
}
