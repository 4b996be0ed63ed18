// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Runs operations on items against the capacity of their tables: claim first, then run and settle.
final class MeteredDatabase {
  private final Database database;
  private final Capacities capacities;
  private final UsageMeter usage;
  private final InstantSource clock;

  MeteredDatabase(Database database, Capacities capacities, UsageMeter usage, InstantSource clock) {
    this.database = database;
    this.capacities = capacities;
    this.usage = usage;
    this.clock = clock;
  }

  /// Debits all claims or none.
  ///
  /// @return the tables that have nothing left
  Set<String> admit(List<Claim> claims) {
    return capacities.admit(claims, clock.instant());
  }

  void count(TableUsage throttled) {
    usage.add(throttled);
  }

  /// Runs an operation whose claims were admitted. The tables are debited what the answer consumed
  /// instead; what was claimed stays debited when there is no answer.
  ///
  /// @param failed what a failure with this answer consumed, by table
  Answer run(
      Operation operation,
      ObjectNode request,
      List<Claim> claims,
      Function<ObjectNode, Map<String, Double>> failed)
      throws InterruptedException {
    boolean asked = Consumption.ask(request);
    var answer = database.call(operation.name(), Json.write(request).getBytes(UTF_8));
    var output = answer.object();
    settle(operation, claims, answer.isOk() ? Consumption.of(output) : failed.apply(output));
    if (asked || !answer.isOk()) {
      return answer;
    }
    Consumption.strip(output);
    return Answer.of(answer.status(), output);
  }

  private void settle(Operation operation, List<Claim> claims, Map<String, Double> consumed) {
    var claimed = new HashMap<String, Double>();
    claims.forEach(claim -> claimed.merge(claim.table(), claim.units(), Double::sum));
    consumed.keySet().forEach(table -> claimed.putIfAbsent(table, 0.0));
    var now = clock.instant();
    claimed.forEach((table, units) -> {
      double difference = consumed.getOrDefault(table, 0.0) - units;
      capacities.settle(new Claim(table, operation.direction(), difference), now);
    });
    consumed.forEach((table, units) -> usage.add(TableUsage.served(table, operation, units)));
  }
}
