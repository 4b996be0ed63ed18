// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import java.util.Locale;

/// In which shape a caller can read an error, told by how it asks.
///
/// See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization
/// and https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
enum Protocol {
  /// AWS JSON and REST-JSON.
  JSON {
    @Override
    Response error(int status, String code, String message, String requestId) {
      var body = Json.object().put("__type", code).put("message", message);
      return Response.of(status, "application/x-amz-json-1.1", Json.write(body));
    }
  },
  /// Query, which older SDKs speak to SQS, and all speak to STS, SNS or IAM.
  QUERY {
    @Override
    Response error(int status, String code, String message, String requestId) {
      var type = status < FIRST_OF_SERVER ? "Sender" : "Receiver";
      var body =
          "<ErrorResponse><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
              .formatted(type, escaped(code), escaped(message), escaped(requestId));
      return Response.of(status, "text/xml", body);
    }
  },
  /// REST-XML, which S3 speaks.
  REST_XML {
    @Override
    Response error(int status, String code, String message, String requestId) {
      var body =
          "<Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>"
              .formatted(escaped(code), escaped(message), escaped(requestId));
      return Response.of(status, "application/xml", body);
    }
  };

  private static final int FIRST_OF_SERVER = 500;

  /// The protocol of a request.
  ///
  /// @param service the signing name; empty when the request has none
  static Protocol of(Request request, String service) {
    var type = request.headers().first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (service.equals("s3")) {
      return REST_XML;
    }
    return type.startsWith("application/x-www-form-urlencoded")
            || request.query().startsWith("Action=")
            || request.query().contains("&Action=")
        ? QUERY
        : JSON;
  }

  /// An error with the headers that all protocols share.
  Response refuse(int status, String code, String message, String requestId) {
    var response = error(status, code, message, requestId).with("x-amzn-ErrorType", code);
    return requestId.isEmpty() ? response : response.with("x-amzn-RequestId", requestId);
  }

  abstract Response error(int status, String code, String message, String requestId);

  /// The text without what XML cannot hold.
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "\uFFFD");
  }
}
