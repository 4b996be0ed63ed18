// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a function returned, read as a proxy answer:
/// `{"statusCode":200,"headers":{},"multiValueHeaders":{},"body":"","isBase64Encoded":false}`.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format.
/// No field is required (the status is 200 without one), no other field is allowed, and a header
/// that HTTP could not carry makes the whole answer malformed.
record ProxyAnswer(int status, Headers headers, String body, boolean isBase64Encoded) {
  private static final Set<String> FIELDS =
      Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

  /// Sent back under another name, because the gateway writes its own.
  ///
  /// See
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html.
  private static final Set<String> REMAPPED =
      Set.of("authorization", "connection", "content-length", "date", "server", "www-authenticate");

  private static final String DROPPED = "transfer-encoding";
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final Set<Integer> BODYLESS = Set.of(204, 304);

  /// Reads a function's answer; empty when it is malformed.
  static Optional<ProxyAnswer> parse(byte[] payload) {
    try {
      return Json.parse(payload) instanceof ObjectNode answer ? read(answer) : Optional.empty();
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }

  /// The answer as sent; empty when it says that its body is base64 and it is not.
  ///
  /// A base64 body is decoded only if the first media type that the caller accepts is one of the
  /// API's binary ones, and goes out as base64 text otherwise.
  Optional<Response> toResponse(Api api, Headers request) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (isBase64Encoded && api.isBinary(firstAccepted(request))) {
      try {
        bytes = Base64.getMimeDecoder().decode(body);
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Response(status, headers, BODYLESS.contains(status) ? new byte[0] : bytes));
  }

  private static String firstAccepted(Headers request) {
    var accept = request.first("Accept").orElse("");
    int comma = accept.indexOf(',');
    return comma < 0 ? accept : accept.substring(0, comma);
  }

  private static Optional<ProxyAnswer> read(ObjectNode answer) {
    var headers = headers(answer);
    var status = status(answer.path("statusCode"));
    var body = answer.path("body");
    var base64 = answer.path("isBase64Encoded");
    if (headers == null || status == null || !FIELDS.containsAll(names(answer))) {
      return Optional.empty();
    }
    if (!(isAbsent(body) || body.isTextual()) || !(isAbsent(base64) || base64.isBoolean())) {
      return Optional.empty();
    }
    return Optional.of(new ProxyAnswer(status, headers, body.asText(""), base64.asBoolean()));
  }

  private static @Nullable Integer status(JsonNode value) {
    if (isAbsent(value)) {
      return 200;
    }
    boolean isNumber =
        (value.isIntegralNumber() && value.canConvertToInt())
            || (value.isTextual() && value.asText().matches("\\d{3}"));
    int status = isNumber ? value.asInt() : 0;
    return status >= 200 && status <= 599 ? status : null;
  }

  /// The headers as sent: both kinds merged, where `multiValueHeaders` wins a repeated value. Null
  /// when there is one that cannot be sent.
  private static @Nullable Headers headers(ObjectNode answer) {
    var merged = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    var single = answer.path("headers");
    var multi = answer.path("multiValueHeaders");
    if (!(isAbsent(single) || single.isObject()) || !(isAbsent(multi) || multi.isObject())) {
      return null;
    }
    for (var field : multi.properties()) {
      if (!(field.getValue() instanceof ArrayNode values)
          || !addAll(merged, field.getKey(), values)) {
        return null;
      }
    }
    for (var field : single.properties()) {
      if (!add(merged, field.getKey(), field.getValue())) {
        return null;
      }
    }
    merged.remove(DROPPED);
    merged.putIfAbsent("Content-Type", List.of("application/json"));
    return Headers.of(merged);
  }

  private static boolean addAll(Map<String, List<String>> headers, String name, ArrayNode values) {
    for (var value : values) {
      if (!add(headers, name, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean add(Map<String, List<String>> headers, String name, JsonNode value) {
    boolean sendable =
        (value.isTextual() || value.isBoolean())
            && NAME.matcher(name).matches()
            && VALUE.matcher(value.asText()).matches();
    if (sendable) {
      var sentName =
          REMAPPED.contains(name.toLowerCase(Locale.ROOT)) ? "x-amzn-Remapped-" + name : name;
      var values = headers.computeIfAbsent(sentName, _ -> new ArrayList<>());
      if (!values.contains(value.asText())) {
        values.add(value.asText());
      }
    }
    return sendable;
  }

  private static Set<String> names(ObjectNode object) {
    var names = new HashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
