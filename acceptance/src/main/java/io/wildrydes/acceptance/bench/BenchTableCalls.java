// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/// Requests of DynamoDB's API without an SDK, so that its time is in none of them.
///
/// @param address of the API
record BenchTableCalls(URI address) {
  /// Nobody here checks a signature; both read what it names.
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=bench";

  HttpRequest listTables() {
    return call("ListTables", "{}");
  }

  HttpRequest createTable(String table) {
    return call(
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"RideId","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"RideId","KeyType":"HASH"}]}
        """
            .formatted(table));
  }

  /// The write of a ride that is not there, as PutRideRecord asks for it.
  HttpRequest putRide(String table, int number) {
    return call(
        "PutItem",
        """
        {"TableName":"%s","ConditionExpression":"attribute_not_exists(RideId)",
         "ReturnValuesOnConditionCheckFailure":"ALL_OLD",
         "Item":{"RideId":{"S":"bench-%d"},"RequestTime":{"S":"2026-01-15T12:00:00.000Z"},
           "DiscountMultiplier":{"N":"0.85"},
           "Unicorn":{"M":{"Name":{"S":"Shadowfax"},"Color":{"S":"White"},
             "DeviceId":{"S":"21fc3d3a-f26a-11e8-9109-8c859074f8c7"}}}}}
        """
            .formatted(table, number));
  }

  private HttpRequest call(String operation, String body) {
    return HttpRequest.newBuilder(address)
        .timeout(Duration.ofSeconds(35))
        .header("authorization", AUTHORIZATION)
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", "DynamoDB_20120810." + operation)
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
