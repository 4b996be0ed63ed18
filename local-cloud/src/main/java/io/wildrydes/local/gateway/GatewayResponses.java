// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one API words what its gateway refuses: the response of the error's own type, else of
/// `DEFAULT_4XX` or `DEFAULT_5XX`, else AWS's.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html.
///
/// @param byType by response type
record GatewayResponses(Map<String, Customized> byType) {
  static final GatewayResponses NONE = new GatewayResponses(Map.of());
  private static final String JSON = "application/json";

  GatewayResponses {
    byType = Map.copyOf(byType);
  }

  /// The answer to a call that ends with this error.
  Response render(Call call, GatewayError error) {
    var customized = find(error);
    var body = body(customized, call, error);
    var headers = Headers.of("Content-Type", body.contentType());
    headers = headers.with("x-amzn-ErrorType", error.errorType());
    for (var header : customized.headers().entrySet()) {
      var value = header.getValue().value(call, error);
      headers = value.isPresent() ? headers.with(header.getKey(), value.get()) : headers;
    }
    int status = customized.status() == null ? error.status() : customized.status();
    return new Response(status, headers, body.text().getBytes(StandardCharsets.UTF_8));
  }

  private Customized find(GatewayError error) {
    var own = byType.get(error.responseType());
    return own != null ? own : byType.getOrDefault(error.fallbackType(), Customized.NOTHING);
  }

  private static Body body(Customized customized, Call call, GatewayError error) {
    return template(customized, call)
        .map(template -> new Body(template.getKey(), text(template.getValue(), call, error)))
        .orElseGet(() -> new Body(JSON, error.defaultBody()));
  }

  /// The template of the type that the caller accepts, else of JSON, else the first.
  private static Optional<Map.Entry<String, VariableText>> template(
      Customized customized, Call call) {
    var accepted = call.http().headers().first("Accept").orElse(JSON);
    var templates = customized.templates().entrySet();
    return templates.stream()
        .filter(template -> template.getKey().equalsIgnoreCase(accepted))
        .findFirst()
        .or(() -> templates.stream().filter(t -> t.getKey().equals(JSON)).findFirst())
        .or(() -> templates.stream().findFirst());
  }

  private static String text(VariableText template, Call call, GatewayError error) {
    return template.render(part ->
        switch (part) {
          case VariableText.Part.Text(var text) -> text;
          case VariableText.Part.Context(var name) ->
              ContextVariables.of(name, call, error)
                  .map(value -> ContextVariables.inJson(name, value))
                  .orElse("");
          case VariableText.Part.StageVariable(var name) ->
              call.stage().variables().getOrDefault(name, "");
        });
  }

  /// What a template sets for one response type.
  ///
  /// @param status null leaves the error's own
  /// @param headers by name
  /// @param templates bodies by content type, in the order given; empty leaves AWS's
  record Customized(
      @Nullable Integer status,
      Map<String, HeaderSource> headers,
      Map<String, VariableText> templates) {
    static final Customized NOTHING = new Customized(null, Map.of(), Map.of());

    Customized {
      headers = new LinkedHashMap<>(headers);
      templates = new LinkedHashMap<>(templates);
    }
  }

  private record Body(String contentType, String text) {}
}
