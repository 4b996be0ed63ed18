// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Sends requests to DynamoDB Local, over connections that are kept. Thread-safe.
final class DynamoDbLocalClient implements AutoCloseable {
  /// One account and one region for all callers; DynamoDB Local reads no more than their names.
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=local";

  private @Nullable HttpClient http;

  /// The answer; empty when there is none in time.
  Optional<Answer> call(URI address, Call call) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(call.limit())
            .header("Authorization", AUTHORIZATION)
            .header("X-Amz-Target", "DynamoDB_20120810." + call.operation())
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()))
            .build();
    try {
      var response = http().send(request, HttpResponse.BodyHandlers.ofByteArray());
      return Optional.of(new Answer(response.statusCode(), response.body()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Ends what is under way.
  @Override
  public synchronized void close() {
    if (http != null) {
      http.shutdownNow();
      http.close();
    }
  }

  /// Made when it is needed, for it has threads from the beginning.
  private synchronized HttpClient http() {
    var made = http;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .executor(
                  Executors.newThreadPerTaskExecutor(
                      Thread.ofVirtual().name("dynamodb-local-client-", 0).factory()))
              .build();
      http = made;
    }
    return made;
  }

  /// One request.
  @SuppressWarnings("ArrayRecordComponent") // sent once and never compared
  record Call(String operation, byte[] body, Duration limit) {}
}
