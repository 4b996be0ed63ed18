// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.http.Answer;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;

/// How calling a service ended.
sealed interface Outcome {
  /// What the service did, as constant text that follows its title.
  String summary();

  /// Whether the same call may go better later: 429, 5xx and what broke on the way.
  boolean isPassing();

  boolean isSuccess();

  Optional<Integer> status();

  Optional<IOException> failure();

  /// The service answered, whatever its status.
  record Answered(Answer answer) implements Outcome {
    @Override
    public String summary() {
      if (isSuccess()) {
        return "answered";
      }
      if (answer.status() == 429) {
        return "takes no more calls now";
      }
      return answer.status() >= 500 ? "failed" : "refused the call";
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
    public Optional<Integer> status() {
      return Optional.of(answer.status());
    }

    @Override
    public Optional<IOException> failure() {
      return Optional.empty();
    }
  }

  /// No whole answer came; whether the service did what was asked is unknown.
  record Unanswered(IOException cause) implements Outcome {
    @Override
    public String summary() {
      return cause instanceof HttpTimeoutException ? "did not answer in time" : "did not answer";
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
    public Optional<Integer> status() {
      return Optional.empty();
    }

    @Override
    public Optional<IOException> failure() {
      return Optional.of(cause);
    }
  }

  /// Nothing was sent, for want of credentials; whose they are is this function's own matter.
  record Unsigned(NoCredentialsException cause) implements Outcome {
    @Override
    public String summary() {
      return "could not be asked without credentials";
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
    public Optional<Integer> status() {
      return Optional.empty();
    }

    @Override
    public Optional<IOException> failure() {
      return Optional.of(cause);
    }
  }

  /// There was no time for a call.
  record Untried() implements Outcome {
    @Override
    public String summary() {
      return "could not be asked in time";
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
    public Optional<Integer> status() {
      return Optional.empty();
    }

    @Override
    public Optional<IOException> failure() {
      return Optional.empty();
    }
  }
}
