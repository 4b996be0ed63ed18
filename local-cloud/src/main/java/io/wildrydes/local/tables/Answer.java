// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;

/// What DynamoDB answers.
@SuppressWarnings("ArrayRecordComponent") // an answer is passed along once and never compared
record Answer(int status, byte[] body) {
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  static Answer of(int status, ObjectNode body) {
    return new Answer(status, Json.write(body).getBytes(UTF_8));
  }

  boolean isOk() {
    return status == OK;
  }

  boolean isServerError() {
    return status >= SERVER_ERROR;
  }

  /// The body as an object; empty when it is none.
  ///
  /// @throws io.wildrydes.local.aws.AwsException 500 when it is not JSON, for then it is not
  ///   DynamoDB that has answered
  ObjectNode object() {
    try {
      return body.length > 0 && Json.parse(body) instanceof ObjectNode object
          ? object
          : Json.object();
    } catch (MalformedJsonException _) {
      throw DynamoDbErrors.noAnswer();
    }
  }
}
