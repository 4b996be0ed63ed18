// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A documented answer: its status and shape. The rows are in `docs/emulation.md`.
///
/// @param name what a failure calls it
record Wanted(String name, Predicate<RawAnswer> fits) {
  static final Wanted MALFORMED =
      refusal(400, "Bad Request", "BadRequestException").thatEndsTheConnection();
  static final Wanted HEAD_TOO_LARGE =
      refusal(431, "Request Header Fields Too Large", "RequestTooLongException")
          .thatEndsTheConnection();
  static final Wanted FOREIGN =
      new Wanted(
              "403 foreign",
              answer ->
                  answer.status() == 403
                      && answer
                          .body()
                          .equals("{\"message\":\"Host and Origin must name this machine\"}")
                      && !answer.has("Access-Control-Allow-Origin"))
          .thatEndsTheConnection();
  static final Wanted NO_STAGE = refusal(403, "Forbidden", "ForbiddenException");
  static final Wanted NO_KEY = ofApi(403, "Forbidden", "ForbiddenException");
  static final Wanted NO_ROUTE =
      ofApi(403, "Missing Authentication Token", "MissingAuthenticationTokenException");
  static final Wanted TOO_LARGE = ofApi(413, "Request Too Long", "RequestTooLongException");
  static final Wanted PREFLIGHT =
      new Wanted(
          "preflight",
          answer ->
              answer.status() == 200
                  && answer.body().equals("{}\n")
                  && answer.header("Access-Control-Allow-Origin").equals("*"));
  static final Wanted ACCEPTED =
      new Wanted(
          "202 accepted",
          answer ->
              answer.status() == 202
                  && names(answer.json()).equals(Set.of("request_id", "correlation_id")));
  static final Wanted INVALID_ORDER = ofFunction(400, "InvalidRequest");
  static final Wanted ORDER_TOO_LARGE = ofFunction(413, "TooLarge");

  static final Wanted AWS_MALFORMED =
      aws(400, "MalformedHttpRequestException").thatEndsTheConnection();
  static final Wanted AWS_HEAD_TOO_LARGE =
      aws(431, "MalformedHttpRequestException").thatEndsTheConnection();
  static final Wanted AWS_FOREIGN = aws(403, "AccessDenied").thatEndsTheConnection();
  static final Wanted AWS_TOO_LARGE =
      aws(413, "RequestEntityTooLargeException").thatEndsTheConnection();
  static final Wanted UNSIGNED = aws(403, "MissingAuthenticationToken");
  static final Wanted NO_SERVICE = aws(501, "NotImplemented");
  static final Wanted NO_OPERATION = aws(400, "UnknownOperationException");
  static final Wanted NO_JSON = aws(400, "SerializationException");

  /// Whatever a service says against an input: an error code and a sentence.
  static final Wanted REFUSED_BY_SERVICE =
      new Wanted("AWS refusal", answer -> isCallersFault(answer) && isAwsError(answer));

  static final Wanted DONE_BY_SERVICE =
      new Wanted(
          "AWS success",
          answer ->
              answer.status() == 200
                  && answer.json().isObject()
                  && !answer.header("x-amzn-RequestId").isEmpty());
  static final Wanted LAMBDA_REFUSAL =
      new Wanted(
          "Lambda refusal",
          answer ->
              (isCallersFault(answer) || answer.status() == 501)
                  && answer.json().path("Type").asText().equals("User")
                  && answer.json().path("message").isTextual()
                  && !answer.header("x-amzn-ErrorType").isEmpty());
  static final Wanted NO_LAMBDA_OPERATION =
      new Wanted(
          "Lambda 404 UnknownOperationException",
          answer ->
              LAMBDA_REFUSAL.fits.test(answer)
                  && answer.status() == 404
                  && answer.header("x-amzn-ErrorType").equals("UnknownOperationException"));
  static final Wanted LAMBDA_ANSWER =
      new Wanted(
          "Lambda answer",
          answer ->
              List.of(200, 202, 204).contains(answer.status())
                  && !answer.header("x-amzn-RequestId").isEmpty());

  private static final Pattern CODE = Pattern.compile("[A-Za-z.]{3,80}");
  private static final Pattern XML_ERROR =
      Pattern.compile(
          "<ErrorResponse><Error><Type>(Sender|Receiver)</Type><Code>(?<code>[A-Za-z]+)</Code><Message>[^<>]+</Message></Error><RequestId>[^<>]+</RequestId></ErrorResponse>");

  static Wanted anyOf(Wanted... choices) {
    return new Wanted(
        Stream.of(choices).map(Wanted::name).collect(Collectors.joining(" or ")),
        answer -> Stream.of(choices).anyMatch(choice -> choice.fits.test(answer)));
  }

  /// An error in the Query protocol's XML.
  static Wanted queryError(int status, String code) {
    return new Wanted(
        status + " " + code + " in XML",
        answer -> {
          var matcher = XML_ERROR.matcher(answer.body());
          return answer.status() == status
              && answer.header("Content-Type").equals("text/xml")
              && matcher.matches()
              && matcher.group("code").equals(code);
        });
  }

  /// The same answer to HEAD: no body.
  Wanted withoutBody(int status) {
    return new Wanted(
        name + " without body", answer -> answer.status() == status && answer.body().isEmpty());
  }

  private Wanted thatEndsTheConnection() {
    return new Wanted(name, answer -> fits.test(answer) && answer.endsConnection());
  }

  /// An answer of the gateway to what reaches no API.
  private static Wanted refusal(int status, String message, String type) {
    var body = "{\"message\":\"" + message + "\"}";
    return new Wanted(
        status + " " + message,
        answer ->
            answer.status() == status
                && answer.body().equals(body)
                && answer.header("Content-Type").equals("application/json")
                && answer.header("x-amzn-ErrorType").equals(type)
                && !answer.header("x-amzn-RequestId").isEmpty());
  }

  /// The same with the headers that the template's gateway responses add.
  private static Wanted ofApi(int status, String message, String type) {
    var plain = refusal(status, message, type);
    return new Wanted(
        "API's " + plain.name(),
        answer ->
            plain.fits.test(answer)
                && !answer.header("x-amz-apigw-id").isEmpty()
                && !answer.header("x-correlation-id").isEmpty());
  }

  private static Wanted ofFunction(int status, String code) {
    return new Wanted(
        "function's " + status + " " + code,
        answer -> {
          var json = answer.json();
          return answer.status() == status
              && names(json).equals(Set.of("error", "correlation_id"))
              && json.path("error").path("code").asText().equals(code)
              && !json.path("error").path("message").asText().isEmpty();
        });
  }

  private static Wanted aws(int status, String code) {
    return new Wanted(
        "AWS " + status + " " + code,
        answer ->
            answer.status() == status
                && isAwsError(answer)
                && answer.json().path("__type").asText().equals(code));
  }

  private static boolean isAwsError(RawAnswer answer) {
    var code = answer.json().path("__type").asText();
    return CODE.matcher(code).matches()
        && answer.json().path("message").isTextual()
        && answer.header("x-amzn-ErrorType").equals(code)
        && !answer.header("x-amzn-RequestId").isEmpty();
  }

  private static boolean isCallersFault(RawAnswer answer) {
    return answer.status() >= 400 && answer.status() < 500;
  }

  private static Set<String> names(JsonNode json) {
    return json.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }
}
