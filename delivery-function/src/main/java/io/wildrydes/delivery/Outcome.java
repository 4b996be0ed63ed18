// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.http.Answer;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How one try ended.
sealed interface Outcome {
  /// When it ended.
  Instant at();

  Duration took();

  /// What happened as constant text, for queries.
  String summary();

  /// Whether the same call may go better later: 429, 5xx and what broke on the way.
  boolean isPassing();

  boolean isSuccess();

  boolean isForbidden();

  Optional<Integer> status();

  Optional<IOException> failure();

  /// The partner answered, whatever its status.
  record Answered(Answer answer, Instant at, Duration took) implements Outcome {
    @Override
    public String summary() {
      if (isSuccess()) {
        return "order taken";
      }
      return switch (answer.status()) {
        case 403 -> "key refused";
        case 429 -> "throttled";
        default -> answer.status() >= 500 ? "partner failed" : "order refused";
      };
    }

    @Override
    public boolean isPassing() {
      return answer.status() == 429 || answer.status() >= 500;
    }

    @Override
    public boolean isSuccess() {
      return answer.isSuccess();
    }

    @Override
    public boolean isForbidden() {
      return answer.status() == 403;
    }

    @Override
    public Optional<Integer> status() {
      return Optional.of(answer.status());
    }

    @Override
    public Optional<IOException> failure() {
      return Optional.empty();
    }
  }

  /// No whole answer came; whether the partner took the order is unknown.
  record Unanswered(IOException cause, Instant at, Duration took) implements Outcome {
    @Override
    public String summary() {
      return cause instanceof HttpTimeoutException ? "no answer in time" : "connection broken";
    }

    @Override
    public boolean isPassing() {
      return true;
    }

    @Override
    public boolean isSuccess() {
      return false;
    }

    @Override
    public boolean isForbidden() {
      return false;
    }

    @Override
    public Optional<Integer> status() {
      return Optional.empty();
    }

    @Override
    public Optional<IOException> failure() {
      return Optional.of(cause);
    }
  }
}
