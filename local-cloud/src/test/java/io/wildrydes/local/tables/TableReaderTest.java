// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableReaderTest {
  private static final String KEY =
      "'AttributeDefinitions':[{'AttributeName':'RideId','AttributeType':'S'}],"
          + "'KeySchema':[{'AttributeName':'RideId','KeyType':'HASH'}]";

  private final Problems problems = new Problems();

  @Test
  void readsAProvisionedTable() {
    var tables =
        read(
            "{"
                + KEY
                + ",'ProvisionedThroughput':{'ReadCapacityUnits':'1','WriteCapacityUnits':2},"
                + "'SSESpecification':{'SSEEnabled':true},'Tags':[],"
                + "'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}");

    assertThat(problems.found()).isEmpty();
    assertThat(tables)
        .containsExactly(
            new TableDefinition(
                "Rides",
                "app-rides",
                List.of(new TableDefinition.Key("RideId", "HASH", "S")),
                new Billing.Provisioned(1, 2),
                false));
  }

  @Test
  void readsATableOnDemandWithTwoKeys() {
    var tables =
        read(
            "{'BillingMode':'PAY_PER_REQUEST','DeletionProtectionEnabled':true,"
                + "'AttributeDefinitions':[{'AttributeName':'At','AttributeType':'N'},"
                + "{'AttributeName':'RideId','AttributeType':'S'}],"
                + "'KeySchema':[{'AttributeName':'RideId','KeyType':'HASH'},"
                + "{'AttributeName':'At','KeyType':'RANGE'}]}");

    assertThat(problems.found()).isEmpty();
    assertThat(tables.getFirst().billing()).isEqualTo(new Billing.OnDemand());
    assertThat(tables.getFirst().isProtected()).isTrue();
    assertThat(tables.getFirst().keys()).hasToString("[HASH RideId (S), RANGE At (N)]");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{KEY}|Rides ProvisionedThroughput: is required with BillingMode PROVISIONED",
        "{KEY,'BillingMode':'PAY_PER_REQUEST','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}"
            + "|Rides ProvisionedThroughput: does not go with BillingMode PAY_PER_REQUEST",
        "{KEY,'ProvisionedThroughput':{'ReadCapacityUnits':1}}"
            + "|Rides ProvisionedThroughput WriteCapacityUnits: is required",
        "{KEY,'ProvisionedThroughput':{'ReadCapacityUnits':0,'WriteCapacityUnits':1}}"
            + "|Rides ProvisionedThroughput ReadCapacityUnits: 0 is not between 1 and 2147483647",
        "{KEY,'BillingMode':'FREE','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}"
            + "|Rides BillingMode: 'FREE' is not one of PROVISIONED, PAY_PER_REQUEST",
        "{KEY,'BillingMode':'PAY_PER_REQUEST','GlobalSecondaryIndexes':[]}"
            + "|Rides GlobalSecondaryIndexes: is not supported",
        "{KEY,'BillingMode':'PAY_PER_REQUEST','StreamSpecification':{}}"
            + "|Rides StreamSpecification: is not supported",
        "{'BillingMode':'PAY_PER_REQUEST'}"
            + "|Rides KeySchema: is not a HASH key, or a HASH and then a RANGE key"
      })
  void namesWhatIsWrong(String properties, String problem) {
    read(properties.replace("KEY", KEY));

    assertThat(problems.found()).containsExactly(problem);
  }

  @Test
  void wantsEveryKeyDefinedAndEveryDefinitionUsed() {
    read(
        "{'BillingMode':'PAY_PER_REQUEST',"
            + "'AttributeDefinitions':[{'AttributeName':'Other','AttributeType':'S'}],"
            + "'KeySchema':[{'AttributeName':'RideId','KeyType':'HASH'}]}");

    assertThat(problems.found())
        .containsExactly(
            "Rides KeySchema[0] AttributeName: 'RideId' is not among AttributeDefinitions",
            "Rides KeySchema: is not a HASH key, or a HASH and then a RANGE key",
            "Rides AttributeDefinitions: 'Other' is not part of the key");
  }

  private List<TableDefinition> read(String properties) {
    var parsed = (ObjectNode) Json.parse(properties.replace('\'', '"'));
    var resource = new Resource("Rides", "AWS::DynamoDB::Table", "app-rides", parsed);
    var stack =
        new Stack(
            "app", Identity.local("us-east-1"), Map.of("Rides", resource), Map.of(), Map.of());
    return new TableReader(problems).read(stack);
  }
}
