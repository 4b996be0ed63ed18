// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// Rides in a table of DynamoDB, written on condition that the id is free. An id that is not free
/// comes back with what it holds, in the same answer and without a read, so the same ride is told
/// from another.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html#DDB-PutItem-request-ReturnValuesOnConditionCheckFailure>
///
/// Two clients, since the SDK takes a timeout per request, but a retry strategy per client only:
/// one that never retries and has its time limited with each request, and one that retries
/// stubbornly. The second one's connections wait 60 s to connect and 60 s for each read, as the
/// reference's do, which is longer than any of these functions lives: no timeout at all. (The SDK
/// left alone waits 2 s and 30 s.)
final class DynamoRideRecords implements RideRecords, AutoCloseable {
  private static final Duration FIRST_STUBBORN_WAIT = Duration.ofMillis(50);
  private static final Duration BEYOND_ANY_INVOCATION = Duration.ofSeconds(60);

  /// Connecting cannot be cut short, it has to give up by itself, within the shortest try there is.
  private static final Duration CONNECT_TIMEOUT = Budget.SHORTEST_TRY;

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  /// What the SDK makes of a header that is not there.
  private static final String NO_REQUEST_ID = "UNKNOWN";

  private final DynamoDbClient once;
  private final DynamoDbClient stubborn;
  private final String table;

  DynamoRideRecords(DynamoDbClient once, DynamoDbClient stubborn, String table) {
    this.once = once;
    this.stubborn = stubborn;
    this.table = table;
  }

  static DynamoRideRecords create(AwsAccess aws, String table) {
    return create(aws, table, FIRST_STUBBORN_WAIT);
  }

  static DynamoRideRecords create(AwsAccess aws, String table, Duration firstStubbornWait) {
    var once = client(aws, CONNECT_TIMEOUT, READ_TIMEOUT, AwsRetryStrategy.doNotRetry());
    var stubborn =
        client(
            aws,
            BEYOND_ANY_INVOCATION,
            BEYOND_ANY_INVOCATION,
            StubbornRetries.from(firstStubbornWait));
    return new DynamoRideRecords(once, stubborn, table);
  }

  @Override
  public Outcome put(Ride ride, Duration limit) {
    var request =
        request(ride)
            .overrideConfiguration(override -> override.apiCallAttemptTimeout(limit))
            .build();
    try {
      return write(once, request, ride);
    } catch (SdkException | UncheckedIOException e) {
      // The SDK's client lets an answer that is no HTTP through as an UncheckedIOException.
      return new Outcome.Failed(SdkTroubles.of(e), e);
    }
  }

  @Override
  public Outcome putStubbornly(Ride ride) {
    return write(stubborn, request(ride).build(), ride);
  }

  @Override
  public void close() {
    once.close();
    stubborn.close();
  }

  private PutItemRequest.Builder request(Ride ride) {
    return PutItemRequest.builder()
        .tableName(table)
        .item(RideItem.of(ride))
        .conditionExpression("attribute_not_exists(" + RideItem.KEY + ")")
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  private static Outcome write(DynamoDbClient client, PutItemRequest request, Ride ride) {
    try {
      verify(client.putItem(request));
      return Outcome.Stored.SAVED;
    } catch (ConditionalCheckFailedException taken) {
      if (!taken.hasItem()) {
        throw taken; // nobody can tell one ride from another then
      }
      return RideItem.holds(taken.item(), ride)
          ? Outcome.Stored.ALREADY_THERE
          : new Outcome.IdTaken();
    }
  }

  /// The body of an answer that stored says nothing, so an empty answer of whatever stands in
  /// between would pass for one. DynamoDB's own has a request id.
  private static void verify(PutItemResponse response) {
    if (response.responseMetadata().requestId().equals(NO_REQUEST_ID)) {
      throw new UncheckedIOException(new IOException("PutItem was answered without a request id"));
    }
  }

  private static DynamoDbClient client(
      AwsAccess aws, Duration connectTimeout, Duration readTimeout, RetryStrategy retries) {
    return aws.appliedTo(DynamoDbClient.builder())
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(connectTimeout)
                .socketTimeout(readTimeout))
        .overrideConfiguration(override -> override.retryStrategy(retries))
        .build();
  }
}
