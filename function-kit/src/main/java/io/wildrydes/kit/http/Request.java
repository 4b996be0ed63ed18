// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request as API Gateway handed it on. Header names are case-insensitive; the body is what the
/// caller sent, already decoded from base64 where the gateway encoded it.
public record Request(
    String method, String path, Map<String, String> headers, Body body, String requestId) {
  /// The largest body a function takes, in bytes.
  public static final int MAX_BODY_BYTES = 200 * 1024;

  public Request {
    var insensitive = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    insensitive.putAll(headers);
    headers = Collections.unmodifiableMap(insensitive);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public String correlationId() {
    return CorrelationId.of(headers.get(CorrelationId.HEADER), requestId);
  }

  /// The body as the JSON object it has to be.
  ///
  /// Objects are nested 500 levels at most, numbers have at most 500 digits, names 50,000
  /// characters.
  ///
  /// @throws HttpProblem saying what it is instead
  public ObjectNode jsonObject() {
    if (body.length() > MAX_BODY_BYTES) {
      throw HttpProblem.tooLarge(
          "the body has %d bytes, at most %d are accepted"
              .formatted(body.length(), MAX_BODY_BYTES));
    }
    if (body.length() == 0) {
      throw HttpProblem.invalidRequest("the body is empty, send a JSON object");
    }
    return switch (parse()) {
      case ObjectNode object -> object;
      case JsonNode other when other.isMissingNode() ->
          throw HttpProblem.invalidRequest("the body is empty, send a JSON object");
      case JsonNode other ->
          throw HttpProblem.invalidRequest(
              "the body is a JSON %s, send a JSON object"
                  .formatted(other.getNodeType().name().toLowerCase(Locale.ROOT)));
    };
  }

  private JsonNode parse() {
    try {
      return Json.CALLERS_MAPPER.readTree(body.bytes());
    } catch (StreamConstraintsException _) {
      throw HttpProblem.invalidRequest(
          "the body is nested too deeply, or a name or number in it is too long");
    } catch (IOException | NumberFormatException _) {
      // A number whose exponent no BigDecimal holds is valid JSON that Jackson gives up on.
      // Jackson's text quotes the input; the caller learns what matters without it.
      throw HttpProblem.invalidRequest("the body is not valid JSON");
    }
  }
}
