// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import java.io.IOException;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// What the SDK's exceptions mean for a write that one of them ended.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>
final class SdkTroubles {
  private SdkTroubles() {}

  static Trouble of(Throwable failure) {
    return switch (failure) {
      case AwsServiceException answer when answer.isThrottlingException() -> Trouble.THROTTLED;
      case AwsServiceException answer when answer.statusCode() >= 500 -> Trouble.TABLE_FAILED;
      case AwsServiceException _ -> Trouble.REFUSED;
      case ApiCallAttemptTimeoutException _, ApiCallTimeoutException _ -> Trouble.UNANSWERED;
      case SdkException e when e.retryable() -> Trouble.UNANSWERED; // a checksum that is wrong
      case Throwable e when isInputOrOutput(e) -> Trouble.UNANSWERED;
      default -> Trouble.REFUSED;
    };
  }

  private static boolean isInputOrOutput(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .anyMatch(IOException.class::isInstance);
  }
}
