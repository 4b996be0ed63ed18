// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.demo;

import io.wildrydes.acceptance.Artillery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Orders and rides sent together, each by an artillery of its own.
final class DemoLoad implements AutoCloseable {
  private final Profiles profiles;
  private final Artillery orders;
  private final Artillery rides;

  /// @param folder the project's `loadtest`, with its packages installed
  DemoLoad(Path folder, Profiles profiles) {
    this.profiles = profiles;
    this.orders = new Artillery(folder);
    this.rides = new Artillery(folder);
  }

  /// @throws IOException when something is missing that both need, or a profile
  void check() throws IOException {
    var _ = orders.check(profiles.orderLoad());
    var _ = rides.check(profiles.rideLoad());
  }

  /// Whether these are as many orders and rides as the profiles have.
  boolean isWhole(int ordersSent, int ridesSent) throws IOException {
    return ordersSent == orders.check(profiles.orderLoad()).orders()
        && ridesSent == rides.check(profiles.rideLoad()).orders();
  }

  /// Sends both and waits for the end of both; only the orders' progress is shown.
  ///
  /// @param target the public API's base URL
  /// @return artillery's exit code, the first that is not 0
  int send(String target, Ledgers ledgers) throws IOException, InterruptedException {
    var riding =
        new FutureTask<>(() -> rides.run(profiles.rideLoad(), target, ledgers.rides(), "--quiet"));
    Thread.ofVirtual().name("rides").start(riding);
    int code = orders.run(profiles.orderLoad(), target, ledgers.orders());
    try {
      int ridesCode = riding.get();
      return code == 0 ? ridesCode : code;
    } catch (ExecutionException e) {
      throw new IOException("the rides could not be sent: " + e.getMessage(), e);
    }
  }

  /// Ends what is under way.
  @Override
  public void close() {
    orders.close();
    rides.close();
  }

  /// How much is sent, by names of the load scripts' profiles.
  record Profiles(String orders, String rides) {
    private Artillery.Load orderLoad() {
      return new Artillery.Load("notify", orders);
    }

    private Artillery.Load rideLoad() {
      return new Artillery.Load("ride", rides);
    }
  }

  /// The files that get one line per order and per ride.
  record Ledgers(Path orders, Path rides) {
    static Ledgers in(Path folder) {
      return new Ledgers(folder.resolve("ledger.jsonl"), folder.resolve("rides.jsonl"));
    }
  }
}
