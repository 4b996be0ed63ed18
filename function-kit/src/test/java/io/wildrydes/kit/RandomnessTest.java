// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  private final AtomicLong entropy = new AtomicLong();
  private final Randomness randomness = new Randomness(entropy::incrementAndGet);

  @Test
  void aSeedRepeatsItsSequenceInEveryEnvironment() {
    var first = draw("wild");
    randomness.discard();
    randomness.renew();

    assertThat(draw("wild")).isEqualTo(first);
    assertThat(draw("rydes")).isNotEqualTo(first);
  }

  @Test
  void withoutASeedTwoEnvironmentsOfOneSnapshotDiffer() {
    var primed = draw("");
    randomness.discard();

    randomness.renew();
    var firstRestored = draw("");
    randomness.renew();
    var secondRestored = draw("");

    assertThat(List.of(primed, firstRestored, secondRestored)).doesNotHaveDuplicates();
    assertThat(entropy).hasValue(3);
  }

  @Test
  void theSameSeedContinuesItsSequence() {
    assertThat(draw("wild")).isNotEqualTo(draw("wild"));
  }

  private List<Integer> draw(String seed) {
    return Stream.generate(() -> randomness.generator(seed).nextInt()).limit(8).toList();
  }
}
