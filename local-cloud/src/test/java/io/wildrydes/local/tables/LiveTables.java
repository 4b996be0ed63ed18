// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.AwsServer;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Tables in a process of DynamoDB Local, behind an AWS endpoint on a free port.
final class LiveTables implements AutoCloseable {
  /// What Maven gets is kept for all tests.
  static final Path WORK = Path.of("target", "tables").toAbsolutePath();

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  final TablesService service;
  final AwsServer server;
  private final List<String> operations = Collections.synchronizedList(new ArrayList<>());

  private LiveTables(TablesService service) {
    this.service = service;
    this.server = AwsServer.of(recorded(service.apis().getFirst()));
  }

  /// Tables on demand.
  static LiveTables onDemand(String... names) {
    return start(Optional.empty(), "'BillingMode':'PAY_PER_REQUEST'", names);
  }

  /// Tables with this many units in both directions.
  static LiveTables provisioned(int units, String... names) {
    return start(Optional.empty(), throughput(units), names);
  }

  static String throughput(int units) {
    return "'ProvisionedThroughput':{'ReadCapacityUnits':%d,'WriteCapacityUnits':%d}"
        .formatted(units, units);
  }

  /// @param billing properties of each table in JSON with single quotes
  static LiveTables start(Optional<Path> data, String billing, String... names) {
    var config =
        new TablesConfig(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            "mvn",
            WORK,
            data,
            Path.of("/dev/shm"),
            PATIENCE);
    return start(config, billing, names);
  }

  static LiveTables start(TablesConfig config, String billing, String... names) {
    var resources = new LinkedHashMap<String, Resource>();
    for (var name : names) {
      resources.put(name, new Resource(name, "AWS::DynamoDB::Table", name, properties(billing)));
    }
    var platform =
        new Platform(
            Identity.local("us-east-1"),
            Instant::now,
            PlatformWaits.AS_ON_AWS,
            () -> UUID.randomUUID().toString(),
            new Random(1));
    var stack = new Stack("s", platform.identity(), resources, Map.of(), Map.of());
    var problems = new Problems();
    var service = TablesService.of(stack, problems, platform, config);
    assertThat(problems.found()).isEmpty();
    service.start();
    try {
      service.awaitReady();
      return new LiveTables(service);
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /// The operations that reached the wire, in order.
  List<String> operations() {
    return List.copyOf(operations);
  }

  void forgetOperations() {
    operations.clear();
  }

  @Override
  public void close() {
    server.close();
    service.close();
  }

  private static ObjectNode properties(String billing) {
    var text =
        "{'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
            + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
            + billing
            + "}";
    return (ObjectNode) Json.parse(text.replace('\'', '"'));
  }

  private AwsApi recorded(AwsApi api) {
    return new AwsApi() {
      @Override
      public String signingName() {
        return api.signingName();
      }

      @Override
      public Response handle(AwsCall call) throws InterruptedException {
        operations.add(
            call.http().headers().first("X-Amz-Target").orElse("").replaceFirst(".*[.]", ""));
        return api.handle(call);
      }
    };
  }
}
