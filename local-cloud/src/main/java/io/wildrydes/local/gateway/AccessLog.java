// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.gateway.VariableText.Part;

/// Writes the access log line of each finished request, in the stage's own format; a variable
/// without a value is `-`.
///
/// See https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html. Values are
/// escaped as in a JSON string, so that a line stays one line and JSON stays JSON.
final class AccessLog {
  private static final String NO_VALUE = "-";

  private final LogSink sink;

  AccessLog(LogSink sink) {
    this.sink = sink;
  }

  void write(Exchange exchange) {
    var setting = exchange.call().stage().accessLog();
    if (setting != null) {
      var line = setting.format().render(part -> value(part, exchange));
      sink.write(setting.logGroup(), line, exchange.finished());
    }
  }

  private static String value(Part part, Exchange exchange) {
    return switch (part) {
      case Part.Text(var text) -> text;
      case Part.Context(var name) ->
          ContextVariables.of(name, exchange)
              .map(value -> ContextVariables.inJson(name, value))
              .orElse(NO_VALUE);
      case Part.StageVariable(var name) ->
          exchange.call().stage().variables().getOrDefault(name, NO_VALUE);
    };
  }
}
