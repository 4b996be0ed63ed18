// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings about the template's tables: creates those that are missing and, where tables are kept
/// from run to run, changes those whose billing the template has changed since. What somebody else
/// has changed stays, as with CloudFormation, which knows of its own last deployment only.
final class TableDeployment {
  private static final System.Logger LOG = System.getLogger(TableDeployment.class.getName());
  private static final String NOTES = "deployed.json";

  private final TableOperations tables;
  private final Optional<Path> kept;

  /// @param kept the folder of tables that are kept
  TableDeployment(TableOperations tables, Optional<Path> kept) {
    this.tables = tables;
    this.kept = kept;
  }

  /// Returns when all tables are there.
  ///
  /// @throws IllegalArgumentException when a table that is there has another key
  void deploy(List<TableDefinition> definitions) throws InterruptedException {
    var before = notes();
    var now = Json.object();
    for (var definition : definitions) {
      var there = tables.describe(definition.name());
      if (there.isMissingNode()) {
        require(tables.call("CreateTable", definition.creation()), definition);
      } else {
        checkKeys(definition, there);
        update(definition, there, before.path(definition.name()));
      }
      now.set(definition.name(), definition.billingMembers());
    }
    before
        .fieldNames()
        .forEachRemaining(name -> {
          if (!now.has(name)) {
            LOG.log(
                System.Logger.Level.WARNING,
                "table kept that the template has no more name=" + name);
          }
        });
    note(now);
  }

  private void update(TableDefinition definition, JsonNode there, JsonNode before)
      throws InterruptedException {
    var wanted = definition.billingMembers();
    boolean isNew = !Json.write(wanted).equals(Json.write(before));
    if (isNew && !definition.billing().equals(KnownTables.billing(there))) {
      require(tables.call("UpdateTable", wanted.put("TableName", definition.name())), definition);
    }
  }

  private void checkKeys(TableDefinition definition, JsonNode there) {
    var wanted = definition.creation();
    if (!wanted.path("KeySchema").equals(there.path("KeySchema"))
        || !attributes(wanted).equals(attributes(there))) {
      throw new IllegalArgumentException(
          "%s: table %s in %s has another key than %s; name another state folder, or give the table another name"
              .formatted(
                  definition.logicalId(),
                  definition.name(),
                  kept.map(Path::toString).orElse("memory"),
                  definition.keys()));
    }
  }

  private static Set<JsonNode> attributes(JsonNode table) {
    return table.path("AttributeDefinitions").valueStream().collect(Collectors.toSet());
  }

  private static void require(Answer answer, TableDefinition definition) {
    if (!answer.isOk()) {
      throw new IllegalArgumentException(
          "%s: table %s refused by DynamoDB Local: %s"
              .formatted(
                  definition.logicalId(), definition.name(), new String(answer.body(), UTF_8)));
    }
  }

  private ObjectNode notes() {
    try {
      var file = kept.map(folder -> folder.resolve(NOTES)).filter(Files::exists);
      return file.isPresent()
              && Json.parse(Files.readString(file.get())) instanceof ObjectNode notes
          ? notes
          : Json.object();
    } catch (IOException e) {
      throw TablesConfig.unusable(kept.orElseThrow(), e);
    }
  }

  private void note(ObjectNode deployed) {
    if (kept.isEmpty()) {
      return;
    }
    try {
      Files.writeString(kept.get().resolve(NOTES), Json.write(deployed));
    } catch (IOException e) {
      throw TablesConfig.unusable(kept.orElseThrow(), e);
    }
  }
}
