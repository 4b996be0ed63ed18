// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wildrydes.local.aws.AwsException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps one process of DynamoDB Local answering: starts it, asks it every second whether it still
/// answers, and starts another on the same tables when it has ended or hangs.
///
/// A call that finds none waits a second for the next and is then answered with a failure that SDKs
/// retry. Thread-safe: one private lock guards what is known of the process.
final class DynamoDbLocal implements Database, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DynamoDbLocal.class.getName());
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /// Longer than it takes to notice that the process hangs, which ends its calls.
  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

  private static final Duration OUTAGE_LIMIT = Duration.ofSeconds(1);
  private static final Duration PROBE_PERIOD = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final byte[] PROBE = "{\"Limit\":1}".getBytes(UTF_8);

  private final DynamoDbLocalLaunch launch;
  private final Duration patience;
  private final Newcomer newcomer;
  private final DynamoDbLocalClient client = new DynamoDbLocalClient();
  private final Thread supervisor =
      Thread.ofVirtual().name("dynamodb-local").unstarted(this::supervise);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicLong answered = new AtomicLong();
  private @Nullable URI address;
  private @Nullable RuntimeException failure;
  private @Nullable DynamoDbLocalProcess process;
  private boolean ended;
  private boolean closed;

  /// Only the supervisor uses these.
  private boolean hasAnswered;

  private int failedStarts;

  /// @param patience how long each of two requests in a row may take before the process counts as
  ///   hanging
  /// @param newcomer has each process that has started for itself, before anybody else may call it
  DynamoDbLocal(DynamoDbLocalLaunch launch, Duration patience, Newcomer newcomer) {
    this.launch = launch;
    this.patience = patience;
    this.newcomer = newcomer;
  }

  /// Begins to start the process; [#awaitReady()] tells when it answers.
  void start() {
    supervisor.start();
  }

  /// Waits until the process answers for the first time.
  ///
  /// @throws IllegalArgumentException when it cannot be started
  void awaitReady() throws InterruptedException {
    lock.lock();
    try {
      while (address == null && !ended && !closed) {
        changed.await();
      }
      if (failure != null && !closed) { // what Ctrl-C lets fail is not worth a word
        throw failure;
      }
      if (ended || closed) {
        throw new IllegalStateException("stopped while starting");
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Answer call(String operation, byte[] body) throws InterruptedException {
    var at = awaitAddress();
    if (at.isEmpty()) {
      throw DynamoDbErrors.noAnswer();
    }
    var answer = call(at.get(), operation, body);
    if (!answer.isServerError()) {
      answered.incrementAndGet();
    }
    return answer;
  }

  /// The process that runs at the moment, for tests that end it.
  Optional<Long> pid() {
    lock.lock();
    try {
      return Optional.ofNullable(process).map(DynamoDbLocalProcess::pid);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the process, and deletes what need not outlive us.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    supervisor.interrupt();
    try {
      if (supervisor.isAlive()) { // never, where there are no tables
        supervisor.join(STOP_LIMIT);
      }
      var last = process;
      if (last != null) {
        last.stop(STOP_LIMIT);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the process ends with us
    }
    client.close();
    launch.close();
  }

  private Answer call(URI at, String operation, byte[] body) throws InterruptedException {
    return client
        .call(at, new DynamoDbLocalClient.Call(operation, body, CALL_LIMIT))
        .orElseThrow(DynamoDbErrors::noAnswer);
  }

  private Optional<URI> awaitAddress() throws InterruptedException {
    long nanos = OUTAGE_LIMIT.toNanos();
    lock.lock();
    try {
      while (address == null && nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
      return Optional.ofNullable(address);
    } finally {
      lock.unlock();
    }
  }

  private void supervise() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = startAndWatch();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // we are closed
    } finally {
      end();
    }
  }

  /// Has one process after another answer; whatever goes wrong with one, once the first has
  /// answered there will be a next.
  ///
  /// @return false when the first never answered
  private boolean startAndWatch() throws InterruptedException {
    try {
      var next = launch.start();
      if (run(next)) {
        return true;
      }
      var said = "DynamoDB Local did not start: " + next.lastLines();
      return isTriedAgain(new IllegalArgumentException(said));
    } catch (RuntimeException e) {
      return isTriedAgain(e);
    } catch (Error e) {
      return isTriedAgain(DynamoDbLocalProcess.refused(e)); // a thread too many, for a while
    }
  }

  private boolean isTriedAgain(RuntimeException failed) throws InterruptedException {
    if (!hasAnswered) {
      fail(failed);
      return false;
    }
    if (failedStarts == 0) {
      LOG.log(System.Logger.Level.WARNING, "DynamoDB Local not started, trying again", failed);
    }
    failedStarts++;
    Thread.sleep(PROBE_PERIOD);
    return true;
  }

  /// Has a process answer until its end.
  ///
  /// @return whether it ever did
  private boolean run(DynamoDbLocalProcess started) throws InterruptedException {
    put(started, null);
    try {
      return answerWith(started);
    } catch (RuntimeException | Error e) {
      started.kill(); // or there would be two, of which nobody watches this one
      put(started, null);
      throw e;
    }
  }

  private boolean answerWith(DynamoDbLocalProcess started) throws InterruptedException {
    var port = started.awaitPort(START_LIMIT);
    var at = URI.create("http://127.0.0.1:" + port.orElse(0) + "/");
    if (port.isEmpty() || !isAlive(probe(at, START_LIMIT)) || !isMet(at)) {
      started.kill();
      return false;
    }
    put(started, at);
    tellRecovery();
    hasAnswered = true;
    var reason = watch(started, at);
    put(started, null);
    LOG.log(System.Logger.Level.WARNING, "DynamoDB Local " + reason + ", starting it again");
    return true;
  }

  private void tellRecovery() {
    if (failedStarts > 0) {
      LOG.log(
          System.Logger.Level.INFO, "DynamoDB Local started again failedStarts=" + failedStarts);
      failedStarts = 0;
    }
  }

  private boolean isMet(URI at) throws InterruptedException {
    try {
      newcomer.meet((operation, body) -> call(at, operation, body));
      return true;
    } catch (AwsException _) {
      return false; // it has ended again, or has tables that it cannot read
    }
  }

  /// Returns when the process has ended, why. Where many calls are served slowly a probe waits
  /// behind them; that some of those were answered meanwhile is as good.
  private String watch(DynamoDbLocalProcess running, URI at) throws InterruptedException {
    int unanswered = 0;
    long before = answered.get();
    while (!running.awaitEnd(PROBE_PERIOD)) {
      var probe = probe(at, patience);
      long now = answered.get();
      unanswered = isAlive(probe) || now > before ? 0 : unanswered + 1;
      before = now;
      if (unanswered > 0 && probe.isPresent()) {
        var status = probe.get().status();
        LOG.log(System.Logger.Level.WARNING, "DynamoDB Local fails status=" + status);
      }
      if (unanswered > 1) {
        running.kill();
        running.awaitEnd(STOP_LIMIT);
        return probe.isPresent() ? "failed and was killed" : "hung and was killed";
      }
    }
    return "ended, " + running.ending();
  }

  private Optional<Answer> probe(URI at, Duration limit) throws InterruptedException {
    return client.call(at, new DynamoDbLocalClient.Call("ListTables", PROBE, limit));
  }

  private static boolean isAlive(Optional<Answer> probe) {
    return probe.isPresent() && !probe.get().isServerError();
  }

  private void put(DynamoDbLocalProcess running, @Nullable URI at) {
    lock.lock();
    try {
      process = running;
      address = at;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(RuntimeException e) {
    lock.lock();
    try {
      failure = e;
    } finally {
      lock.unlock();
    }
  }

  /// Nobody must wait for a process that nobody will start.
  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Who wants to know of each process that has started.
  @FunctionalInterface
  interface Newcomer {
    /// Takes note of it.
    ///
    /// @throws AwsException when it does not answer, and is given up
    void meet(Database process) throws InterruptedException;
  }
}
