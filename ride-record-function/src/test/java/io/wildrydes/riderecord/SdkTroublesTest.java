// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class SdkTroublesTest {
  @ParameterizedTest
  @CsvSource({
    "ProvisionedThroughputExceededException, 400, THROTTLED",
    "ThrottlingException, 400, THROTTLED",
    "RequestLimitExceeded, 400, THROTTLED",
    "TooManyRequestsException, 429, THROTTLED",
    "InternalServerError, 500, TABLE_FAILED",
    "InternalFailure, 502, TABLE_FAILED",
    "ServiceUnavailable, 503, TABLE_FAILED",
    "GatewayTimeout, 504, TABLE_FAILED",
    "ConditionalCheckFailedException, 400, REFUSED",
    "ValidationException, 400, REFUSED",
    "ResourceNotFoundException, 400, REFUSED",
    "AccessDeniedException, 400, REFUSED",
    "ExpiredTokenException, 400, REFUSED",
    "ItemCollectionSizeLimitExceededException, 400, REFUSED"
  })
  void anAnswerMeansWhatItsCodeSays(String code, int status, Trouble trouble) {
    assertThat(SdkTroubles.of(answer(code, status))).isEqualTo(trouble);
  }

  @ParameterizedTest
  @MethodSource
  void aMissingAnswerMayComeNextTime(Throwable failure) {
    assertThat(SdkTroubles.of(failure)).isEqualTo(Trouble.UNANSWERED);
  }

  static Stream<Arguments> aMissingAnswerMayComeNextTime() {
    return Stream.of(
            ApiCallAttemptTimeoutException.create(100),
            ApiCallTimeoutException.create(100),
            Crc32MismatchException.create("expected 1, was 2", new IOException()),
            SdkClientException.create("no answer", new SocketTimeoutException("Read timed out")),
            SdkClientException.create("no way", new ConnectException("Connection refused")),
            new IOException("Connection reset"))
        .map(Arguments::of);
  }

  @Test
  void whatWasNeverSentIsNotWorthARetry() {
    assertThat(SdkTroubles.of(SdkClientException.create("Unable to load credentials")))
        .isEqualTo(Trouble.REFUSED);
    assertThat(SdkTroubles.of(AbortedException.create("Thread was interrupted")))
        .isEqualTo(Trouble.REFUSED);
    assertThat(SdkTroubles.of(new IllegalStateException("closed"))).isEqualTo(Trouble.REFUSED);
  }

  static DynamoDbException answer(String code, int status) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
