// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;

/// A service over AWS JSON 1.0 or 1.1: the operation in `X-Amz-Target`, input and output as JSON
/// objects.
///
/// See https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html. An operation that is not in
/// the table is answered with `UnknownOperationException` and a message that names what is
/// supported here, in the shape of the Query protocol if the caller speaks that.
public final class JsonApi implements AwsApi {
  private final String signingName;
  private final String targetPrefix;
  private final String contentType;
  private final Map<String, JsonOperation> operations;

  /// @param targetPrefix the part of `X-Amz-Target` before the dot, such as `AmazonSQS`
  /// @param version `1.0` or `1.1`
  /// @param operations by name
  public JsonApi(
      String signingName,
      String targetPrefix,
      String version,
      Map<String, JsonOperation> operations) {
    this.signingName = signingName;
    this.targetPrefix = targetPrefix;
    this.contentType = "application/x-amz-json-" + version;
    this.operations = Map.copyOf(operations);
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public Response handle(AwsCall call) throws InterruptedException {
    try {
      var output = operation(call).call(input(call), call);
      return respond(200, Json.write(output), call);
    } catch (AwsException e) {
      return error(e, call);
    }
  }

  private JsonOperation operation(AwsCall call) {
    var target = call.http().headers().first("X-Amz-Target").orElse("");
    var name = target.substring(target.lastIndexOf('.') + 1);
    var operation = operations.get(name);
    if (operation == null || !target.equals(targetPrefix + "." + name)) {
      throw new AwsException(
          400,
          "UnknownOperationException",
          "%s operation '%s' is not supported here; supported are %s"
              .formatted(
                  signingName, target, String.join(", ", new TreeSet<>(operations.keySet()))));
    }
    return operation;
  }

  private static ObjectNode input(AwsCall call) {
    if (call.http().body().length == 0) {
      return Json.object();
    }
    try {
      if (Json.parse(call.http().body()) instanceof ObjectNode object) {
        return object;
      }
      throw new AwsException(400, "SerializationException", "the request body is not an object");
    } catch (MalformedJsonException _) {
      throw new AwsException(400, "SerializationException", "the request body is not JSON");
    }
  }

  private Response error(AwsException e, AwsCall call) {
    if (Protocol.of(call.http(), signingName) == Protocol.QUERY) {
      return Protocol.QUERY.refuse(e.status(), e.code(), e.text(), call.requestId());
    }
    var body = Json.object().put("__type", e.code()).put("message", e.text());
    return respond(e.status(), Json.write(body), call).with("x-amzn-ErrorType", e.code());
  }

  private Response respond(int status, String body, AwsCall call) {
    var headers = Headers.of("Content-Type", contentType, "x-amzn-RequestId", call.requestId());
    return new Response(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
