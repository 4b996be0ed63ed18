// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.FunctionProcesses;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What is troubled, and where it is counted.
record Sites(CampaignPlan plan, TroubledCloud cloud, Partner partner, TroubleTally tally) {

  /// The processes that the local cloud has at the moment.
  FunctionProcesses processes(InstantSource clock) {
    return new FunctionProcesses(cloud.process(), clock);
  }

  /// The harm of a kind of trouble so far.
  long felt(Trouble trouble) throws IOException {
    return Harm.showsInLogs(trouble) ? new Harm(cloud.logs()).seen(trouble) : tally.harm(trouble);
  }

  /// The kinds in an order of chance.
  static <T> List<T> shuffled(List<T> kinds, Random random) {
    var order = new ArrayList<>(kinds);
    Collections.shuffle(order, random);
    return order;
  }
}
