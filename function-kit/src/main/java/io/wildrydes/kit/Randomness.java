// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The random choices of one environment. Without a seed text they cannot be foretold; with one,
/// each environment draws the same sequence from its start (or restore) on, so that a run can be
/// repeated. Thread-safe, guarded by one private lock, as are the generators it gives.
public final class Randomness implements PerEnvironment {
  private final LongSupplier entropy;
  private final Lock lock = new ReentrantLock();
  private @Nullable String seed;
  private @Nullable Random generator;

  /// Randomness that draws nothing yet.
  ///
  /// @param entropy seeds for unrepeatable choices, asked anew in each environment; the composition
  ///   root gives `() -> new SecureRandom().nextLong()`
  public Randomness(LongSupplier entropy) {
    this.entropy = entropy;
  }

  /// The generator for a seed text; empty text means unrepeatable. A changed text starts its
  /// sequence anew, the same text continues it.
  public RandomGenerator generator(String seedText) {
    lock.lock();
    try {
      var current = generator;
      if (current == null || !seedText.equals(seed)) {
        current = new Random(seedText.isEmpty() ? entropy.getAsLong() : hash(seedText));
        generator = current;
        seed = seedText;
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void discard() {
    lock.lock();
    try {
      generator = null;
      seed = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void renew() {
    discard();
  }

  private static long hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
