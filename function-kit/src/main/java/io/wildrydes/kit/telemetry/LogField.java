// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/// A named value on a log line, and the same name as a trace annotation. The factories are all the
/// names there are; `docs/logs.md` lists them.
public final class LogField {
  private static final int MAX_ORDER_ID_LENGTH = 64;

  private final String key;
  private final Object value;

  private LogField(String key, Object value) {
    this.key = key;
    this.value = value;
  }

  public static LogField correlationId(String id) {
    return new LogField("correlationId", id);
  }

  public static LogField rideId(String id) {
    return new LogField("rideId", id);
  }

  public static LogField orderId(String id) {
    return new LogField("orderId", id);
  }

  /// The order's id, if the order has one that is text of up to 64 characters.
  public static Optional<LogField> orderIdOf(JsonNode order) {
    return Optional.ofNullable(order.get("order_id"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(id -> id.length() <= MAX_ORDER_ID_LENGTH)
        .map(LogField::orderId);
  }

  public static LogField attempt(int number) {
    return new LogField("attempt", number);
  }

  public static LogField statusCode(int status) {
    return new LogField("statusCode", status);
  }

  public static LogField duration(Duration duration) {
    return new LogField("durationMs", duration.toMillis());
  }

  /// The injected fault that shaped this invocation.
  public static LogField fault(String name) {
    return new LogField("fault", name);
  }

  public static LogField errorCode(String code) {
    return new LogField("errorCode", code);
  }

  /// Why something was refused or given up, as constant text.
  public static LogField reason(String text) {
    return new LogField("reason", text);
  }

  public static LogField name(String name) {
    return new LogField("name", name);
  }

  public static LogField count(int count) {
    return new LogField("count", count);
  }

  String key() {
    return key;
  }

  Object value() {
    return value;
  }
}
