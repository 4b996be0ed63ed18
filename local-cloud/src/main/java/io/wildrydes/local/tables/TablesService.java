// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import java.util.List;
import java.util.Set;

/// DynamoDB: the template's tables, in a process of AWS's DynamoDB Local, behind the capacity that
/// is provisioned for them. Without tables there is neither process nor API.
public final class TablesService implements AutoCloseable {
  private final List<TableDefinition> definitions;
  private final UsageMeter usage = new UsageMeter();
  private final DynamoDbLocal local;
  private final TableDeployment deployment;
  private final DynamoDbApi api;

  private TablesService(List<TableDefinition> definitions, Platform platform, TablesConfig config) {
    this.definitions = definitions;
    var launch = new DynamoDbLocalLaunch(config, platform.uuids());
    var capacities = new Capacities();
    var known = new KnownTables(capacities, platform.clock());
    this.local = new DynamoDbLocal(launch, config.patience(), known::learnAll);
    var names = new TableNames(platform.identity());
    var tables = new TableOperations(local, known, names);
    var metered = new MeteredDatabase(local, capacities, usage, platform.clock());
    this.deployment = new TableDeployment(tables, config.dataFolder());
    this.api = new DynamoDbApi(metered, names, known, tables);
  }

  public static Set<String> resourceTypes() {
    return Set.of(TableReader.TYPE);
  }

  /// Reads the tables of a stack; what is unsupported or wrong becomes a problem.
  public static TablesService of(
      Stack stack, Problems problems, Platform platform, TablesConfig config) {
    return new TablesService(new TableReader(problems).read(stack), platform, config);
  }

  /// The API of `dynamodb`, when there are tables.
  public List<AwsApi> apis() {
    return definitions.isEmpty() ? List.of() : List.of(api);
  }

  /// Begins to start DynamoDB Local, which goes on beside all else that starts.
  public void start() {
    if (!definitions.isEmpty()) {
      local.start();
    }
  }

  /// Waits until the template's tables are there.
  ///
  /// @throws IllegalArgumentException when DynamoDB Local cannot be had or started, or a kept table
  ///   does not fit the template
  public void awaitReady() {
    if (definitions.isEmpty()) {
      return;
    }
    try {
      local.awaitReady();
      deployment.deploy(definitions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while starting", e);
    }
  }

  /// What tables were used for since the start, by table and operation.
  List<TableUsage> usage() {
    return usage.all();
  }

  /// DynamoDB Local with nothing in front, for tests that compare.
  Database uncapped() {
    return local;
  }

  /// The process of DynamoDB Local, for tests that end it.
  long pid() {
    return local.pid().orElseThrow();
  }

  /// Ends the process.
  @Override
  public void close() {
    local.close();
  }
}
