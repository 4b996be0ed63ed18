// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;

/// The SDK retrying as the reference's does (botocore's legacy mode for DynamoDB): ten attempts,
/// waits that double, no jitter, and no quota that would end them sooner. From 50 ms on they wait
/// 25.55 s in all. Says of each attempt that failed which it was.
final class StubbornRetries implements RetryStrategy {
  static final int MAX_ATTEMPTS = 10;

  private static final EventLog LOG = EventLog.of(StubbornRetries.class);

  private final RetryStrategy retries;

  private StubbornRetries(RetryStrategy retries) {
    this.retries = retries;
  }

  static StubbornRetries from(Duration firstWait) {
    var longestWait = firstWait.multipliedBy(1L << (MAX_ATTEMPTS - 2));
    var backoff = BackoffStrategy.exponentialDelayWithoutJitter(firstWait, longestWait);
    return new StubbornRetries(
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(MAX_ATTEMPTS)
            .backoffStrategy(backoff)
            .throttlingBackoffStrategy(backoff)
            .circuitBreakerEnabled(false)
            .build());
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    var first = retries.acquireInitialToken(request);
    return AcquireInitialTokenResponse.create(new Numbered(first.token(), 1), first.delay());
  }

  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    var failed = (Numbered) request.token();
    var trouble = SdkTroubles.of(request.failure());
    if (trouble.isPassing()) {
      LOG.warn(
          "ride not written",
          LogField.attempt(failed.attempt()),
          LogField.reason(trouble.summary()));
    }
    var next = retries.refreshRetryToken(request.copy(r -> r.token(failed.token())));
    return RefreshRetryTokenResponse.create(
        new Numbered(next.token(), failed.attempt() + 1), next.delay());
  }

  @Override
  public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
    var last = (Numbered) request.token();
    return retries.recordSuccess(RecordSuccessRequest.create(last.token()));
  }

  @Override
  public int maxAttempts() {
    return MAX_ATTEMPTS;
  }

  /// The strategy is whole; the SDK would otherwise rebuild it without the numbers.
  @Override
  public boolean useClientDefaults() {
    return false;
  }

  @Override
  public Builder<?, ?> toBuilder() {
    return retries.toBuilder();
  }

  private record Numbered(RetryToken token, int attempt) implements RetryToken {}
}
