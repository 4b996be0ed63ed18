// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.Optional;

/// Where a gateway response's header takes its value from.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.responseParameters.html.
sealed interface HeaderSource {
  /// A fixed text, written in single quotes.
  record Literal(String text) implements HeaderSource {}

  /// A `$context` variable.
  record Context(String name) implements HeaderSource {}

  /// A variable of the stage.
  record StageVariable(String name) implements HeaderSource {}

  /// A header of the request.
  record RequestHeader(String name) implements HeaderSource {}

  /// A parameter of the request's query.
  record RequestQuery(String name) implements HeaderSource {}

  /// A parameter of the request's path.
  record RequestPath(String name) implements HeaderSource {}

  /// Reads a mapping expression; empty when it is none.
  static Optional<HeaderSource> parse(String expression) {
    if (expression.length() >= 2 && expression.startsWith("'") && expression.endsWith("'")) {
      return Optional.of(new Literal(expression.substring(1, expression.length() - 1)));
    }
    return after("context.", expression)
        .<HeaderSource>map(Context::new)
        .or(() -> after("stageVariables.", expression).map(StageVariable::new))
        .or(() -> after("method.request.header.", expression).map(RequestHeader::new))
        .or(() -> after("method.request.querystring.", expression).map(RequestQuery::new))
        .or(() -> after("method.request.path.", expression).map(RequestPath::new));
  }

  /// The value for a refused call; empty when there is none, and the header is left out.
  default Optional<String> value(Call call, GatewayError error) {
    return switch (this) {
      case Literal(var text) -> Optional.of(text);
      case Context(var name) -> ContextVariables.of(name, call, error);
      case StageVariable(var name) -> Optional.ofNullable(call.stage().variables().get(name));
      case RequestHeader(var name) -> call.http().headers().first(name);
      case RequestQuery(var name) -> Query.parse(call.http().query()).last(name);
      case RequestPath(var name) ->
          Optional.ofNullable(call.route()).map(route -> route.pathParameters().get(name));
    };
  }

  private static Optional<String> after(String prefix, String expression) {
    return expression.startsWith(prefix) && expression.length() > prefix.length()
        ? Optional.of(expression.substring(prefix.length()))
        : Optional.empty();
  }
}
