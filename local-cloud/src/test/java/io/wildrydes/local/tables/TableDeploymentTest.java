// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.aws.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A table that is kept from run to run; what is in the template now differs. JSON is written with
/// single quotes.
class TableDeploymentTest {
  private static final String TABLE =
      "{'Table':{'TableName':'rides','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
          + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
          + "'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST'},"
          + "'DeletionProtectionEnabled':PROTECTED}}";

  @TempDir Path folder;
  private final FakeDatabase database = new FakeDatabase();
  private Path notes;

  @BeforeEach
  void resolve() {
    notes = folder.resolve("deployed.json");
  }

  @ParameterizedTest(name = "deployed {0}, is {1}, in the template {2}: {3} requests")
  @CsvSource({
    "false, false, true,  2",
    "true,  true,  false, 2",
    "false, true,  false, 1", // somebody else's change stays
    "false, true,  true,  1",
    "true,  true,  true,  1"
  })
  void changesAProtectionThatTheTemplateHasChanged(
      boolean deployed, boolean is, boolean wanted, int requests) throws Exception {
    note(
        "{'rides':{'BillingMode':'PAY_PER_REQUEST','DeletionProtectionEnabled':" + deployed + "}}");
    database.will(200, TABLE.replace("PROTECTED", Boolean.toString(is)));
    database.will(200, "{}");

    deploy(new Billing.OnDemand(), wanted);

    assertThat(database.requests()).hasSize(requests);
    if (requests > 1) {
      assertThat(database.requests().getLast())
          .isEqualTo(
              "UpdateTable {'DeletionProtectionEnabled':" + wanted + ",'TableName':'rides'}");
    }
    assertThat(notes)
        .hasContent(
            "{\"rides\":{\"BillingMode\":\"PAY_PER_REQUEST\",\"DeletionProtectionEnabled\":"
                + wanted
                + "}}");
  }

  /// As a local cloud left them that noted them without its protection.
  @Test
  void changesBillingOnly() throws Exception {
    note("{'rides':{'BillingMode':'PAY_PER_REQUEST'}}");
    database.will(200, TABLE.replace("PROTECTED", "false"));
    database.will(200, "{}");

    deploy(new Billing.Provisioned(1, 2), false);

    assertThat(database.requests())
        .containsExactly(
            "DescribeTable {'TableName':'rides'}",
            "UpdateTable {'BillingMode':'PROVISIONED','ProvisionedThroughput':"
                + "{'ReadCapacityUnits':1,'WriteCapacityUnits':2},'TableName':'rides'}");
  }

  @Test
  void leavesBillingThatSomebodyElseHasChanged() throws Exception {
    note(
        "{'rides':{'BillingMode':'PROVISIONED','ProvisionedThroughput':"
            + "{'ReadCapacityUnits':1,'WriteCapacityUnits':2}}}");
    database.will(200, TABLE.replace("PROTECTED", "false"));

    deploy(new Billing.Provisioned(1, 2), false);

    assertThat(database.requests()).containsExactly("DescribeTable {'TableName':'rides'}");
  }

  @Test
  void beginsNotesAnewOfWhichThereIsOnlyHalf() throws Exception {
    note("{'rides':{'Bil");
    database.will(200, TABLE.replace("PROTECTED", "false"));

    deploy(new Billing.OnDemand(), false);

    assertThat(notes).content().contains("PAY_PER_REQUEST");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void namesTheFolderThatCannotBeWritten() throws Exception {
    Files.delete(folder);
    database.will(200, TABLE.replace("PROTECTED", "false"));

    assertThatThrownBy(() -> deploy(new Billing.OnDemand(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "folder %s cannot be used for DynamoDB Local: java.nio.file.NoSuchFileException: %s.new",
            folder, notes);
  }

  private void note(String json) throws IOException {
    Files.writeString(notes, json.replace('\'', '"'));
  }

  private void deploy(Billing billing, boolean isProtected) throws InterruptedException {
    var known = new KnownTables(new Capacities(), () -> Instant.EPOCH);
    var tables = new TableOperations(database, known, new TableNames(Identity.local("us-east-1")));
    var key = new TableDefinition.Key("id", "HASH", "S");
    new TableDeployment(tables, Optional.of(folder))
        .deploy(List.of(new TableDefinition("Rides", "rides", List.of(key), billing, isProtected)));
  }
}
