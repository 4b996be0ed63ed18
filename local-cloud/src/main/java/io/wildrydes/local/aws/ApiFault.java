// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.util.Arrays;
import java.util.Optional;

/// How an AWS API can be made to fail, by the names of AWS's fault injection actions
/// `aws:fis:inject-api-<name>`. What a service answers then "depends on each service and API"; the
/// codes here are those that the services' references list.
///
/// See https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html.
enum ApiFault {
  THROTTLE_ERROR("throttle-error") {
    @Override
    AwsException on(String service) {
      return switch (service) {
        case "lambda" -> new AwsException(429, "TooManyRequestsException", "Rate exceeded");
        case "sqs" -> new AwsException(403, "RequestThrottled", "Rate exceeded");
        default -> new AwsException(400, "ThrottlingException", "Rate exceeded");
      };
    }
  },
  INTERNAL_ERROR("internal-error") {
    @Override
    AwsException on(String service) {
      var code =
          switch (service) {
            case "ssm", "dynamodb" -> "InternalServerError";
            case "secretsmanager" -> "InternalServiceError";
            case "events" -> "InternalException";
            case "lambda" -> "ServiceException";
            default -> "InternalFailure";
          };
      return new AwsException(500, code, "An internal error occurred.");
    }
  },
  UNAVAILABLE_ERROR("unavailable-error") {
    @Override
    AwsException on(String service) {
      return new AwsException(503, "ServiceUnavailable", "The service is unavailable.");
    }
  };

  private final String text;

  ApiFault(String text) {
    this.text = text;
  }

  /// What the service answers.
  abstract AwsException on(String service);

  @Override
  public String toString() {
    return text;
  }

  static Optional<ApiFault> parse(String text) {
    return Arrays.stream(values()).filter(fault -> fault.text.equals(text)).findFirst();
  }
}
