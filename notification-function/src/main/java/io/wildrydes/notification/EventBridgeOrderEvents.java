// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClientBuilder;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/// Publishes with PutEvents. A call that is answered with 200 may still have refused the entry;
/// only an entry that was given an id was taken.
///
/// The SDK tries up to three times, all within ten seconds, or eleven when the last try begins late
/// and cannot connect: connecting cannot be cut short. A try whose answer was lost may have
/// published, so an order can arrive twice; Delivery's idempotency key is there for that.
final class EventBridgeOrderEvents implements OrderEvents, AutoCloseable {
  static final String PRIMING_ANSWER = "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"0\"}]}";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration TRY_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private final EventBridgeClient client;
  private final String bus;

  EventBridgeOrderEvents(EventBridgeClient client, String bus) {
    this.client = client;
    this.bus = bus;
  }

  static EventBridgeOrderEvents create(NotificationConfig config) {
    var client =
        clientBuilder(config.region())
            .credentialsProvider(credentials(AwsCredentialsProviderChain.builder()))
            .build();
    return new EventBridgeOrderEvents(client, config.eventBus());
  }

  /// Events that go to a loopback endpoint, through the whole SDK.
  static EventBridgeOrderEvents priming(URI endpoint) {
    var none = StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
    var client =
        clientBuilder(Region.US_EAST_1)
            .credentialsProvider(
                credentials(AwsCredentialsProviderChain.builder().addCredentialsProvider(none)))
            .endpointOverride(endpoint)
            .build();
    return new EventBridgeOrderEvents(client, "priming");
  }

  @Override
  public String publish(OrderEvent event) throws NotPublishedException {
    var response = putEvents(event);
    var entry = response.entries().stream().findFirst();
    var refusal = entry.filter(refused -> refused.errorCode() != null);
    if (refusal.isPresent()) {
      throw new NotPublishedException(
          "bus %s refused the entry: %s %s"
              .formatted(bus, refusal.get().errorCode(), refusal.get().errorMessage()));
    }
    if (!Objects.equals(response.failedEntryCount(), 0)
        || entry.map(PutEventsResultEntry::eventId).isEmpty()) {
      throw new NotPublishedException("bus " + bus + " did not say that it took the entry");
    }
    return response.responseMetadata().requestId();
  }

  @Override
  public void close() {
    client.close();
  }

  private PutEventsResponse putEvents(OrderEvent event) throws NotPublishedException {
    var entry =
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source(OrderEvent.SOURCE)
            .detailType(OrderEvent.DETAIL_TYPE)
            .detail(event.detail())
            .build();
    try {
      return client.putEvents(PutEventsRequest.builder().entries(entry).build());
    } catch (SdkException | UncheckedIOException e) {
      // The SDK's client lets an answer that is no HTTP through as an UncheckedIOException.
      throw new NotPublishedException("PutEvents to bus " + bus + " was not answered", e);
    }
  }

  /// Where Lambda puts credentials: in variables, under SnapStart at a local endpoint. Nothing is
  /// read before the first call, so none are in a snapshot.
  private static AwsCredentialsProvider credentials(AwsCredentialsProviderChain.Builder chain) {
    return chain
        .addCredentialsProvider(EnvironmentVariableCredentialsProvider.create())
        .addCredentialsProvider(ContainerCredentialsProvider.create())
        .build();
  }

  /// Opens what the SDK would open, but with the JVM's own TLS settings, which are read when HTTPS
  /// is first spoken. The SDK's client reads the trust store while it is made, and not for others.
  private static HttpURLConnection open(URI uri) {
    try {
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
      connection.setReadTimeout(Math.toIntExact(TRY_TIMEOUT.toMillis()));
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException("no connection can be made for " + uri.getScheme(), e);
    }
  }

  private static EventBridgeClientBuilder clientBuilder(Region region) {
    return EventBridgeClient.builder()
        .region(region)
        .httpClient(UrlConnectionHttpClient.create(EventBridgeOrderEvents::open))
        .overrideConfiguration(override ->
            override
                .apiCallTimeout(CALL_TIMEOUT)
                .apiCallAttemptTimeout(TRY_TIMEOUT)
                .retryStrategy(retries -> retries.maxAttempts(3)));
  }
}
