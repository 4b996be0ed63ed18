// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings about the template's tables: creates those that are missing and, where tables are kept
/// from run to run, changes those whose billing or protection the template has changed since. What
/// somebody else has changed stays, as with CloudFormation, which knows of its own last deployment
/// only.
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
      now.set(definition.name(), definition.billingMembers().setAll(definition.protectionMember()));
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
    if (!definition.billing().equals(KnownTables.billing(there))) {
      change(definition, definition.billingMembers(), before);
    }
    if (definition.isProtected() != there.path(TableDefinition.PROTECTION).asBoolean()) {
      change(definition, definition.protectionMember(), before);
    }
  }

  /// Changes what is not as it was in the template before.
  private void change(TableDefinition definition, ObjectNode members, JsonNode before)
      throws InterruptedException {
    boolean isNew =
        members
            .propertyStream()
            .anyMatch(member -> !isSame(member.getValue(), before.path(member.getKey())));
    if (isNew) {
      require(tables.call("UpdateTable", members.put("TableName", definition.name())), definition);
    }
  }

  /// By their text, for a number that was read is of another class than one that was made.
  private static boolean isSame(JsonNode one, JsonNode other) {
    return one.toString().equals(other.toString());
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
    } catch (MalformedJsonException _) {
      LOG.log(System.Logger.Level.WARNING, "notes about tables not readable, begun anew");
      return Json.object();
    } catch (IOException e) {
      throw TablesConfig.unusable(kept.orElseThrow(), e);
    }
  }

  /// There is always a whole file or none.
  private void note(ObjectNode deployed) {
    if (kept.isEmpty()) {
      return;
    }
    try {
      var fresh = kept.get().resolve(NOTES + ".new");
      Files.writeString(fresh, Json.write(deployed));
      Files.move(fresh, kept.get().resolve(NOTES), ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException e) {
      throw TablesConfig.unusable(kept.get(), e);
    }
  }
}
