// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Trial;
import io.wildrydes.local.aws.ApiFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A template with a table, in a whole local cloud.
class TablesStackIT {
  /// One folder for all tests, so that Maven is asked once.
  private static final Path STACK = Path.of("target", "stack-with-table");

  private static final Map<String, AttributeValue> RIDE =
      Map.of("RideId", AttributeValue.fromS("1"));

  @TempDir Path folder;

  @Test
  void runsTheTableOfATemplateUnderItsNameAndArn() throws IOException {
    var faults = List.of(ApiFaults.Rule.parse("dynamodb=throttle-error:1"));
    var config = config("RideId").withTrial(new Trial(null, faults, 1));

    try (var cloud = LocalCloud.start(config);
        var dynamo = client(cloud)) {
      assertThat(cloud.banner())
          .contains("wild-rydes-rides: in AWS's DynamoDB Local, a process of its own");
      var table =
          dynamo.describeTable(describe -> describe.tableName(cloud.outputs().get("Name"))).table();
      assertThat(table.tableArn()).isEqualTo(cloud.outputs().get("Arn"));
      dynamo.putItem(put -> put.tableName("wild-rydes-rides").item(RIDE)); // faults are functions'
    }
  }

  @Test
  void keepsItemsWithTheStateAndRefusesATemplateWithAnotherKey() throws IOException {
    try (var cloud = LocalCloud.start(config("RideId").withTrial(Trial.keeping(folder)));
        var dynamo = client(cloud)) {
      dynamo.putItem(put -> put.tableName("wild-rydes-rides").item(RIDE));
    }

    var other = config("Other").withTrial(Trial.keeping(folder));
    assertThatThrownBy(() -> LocalCloud.start(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Rides: table wild-rydes-rides in %s has another key than [HASH Other (S)]; name another"
                + " state folder, or give the table another name",
            folder.resolve("wild-rydes.tables"));

    try (var cloud = LocalCloud.start(config("RideId").withTrial(Trial.keeping(folder)));
        var dynamo = client(cloud)) {
      assertThat(dynamo.getItem(get -> get.tableName("wild-rydes-rides").key(RIDE)).item())
          .isEqualTo(RIDE);
    }
  }

  private static LocalCloudConfig config(String key) throws IOException {
    Files.createDirectories(STACK);
    var template = STACK.resolve("template-" + key + ".yaml");
    Files.writeString(
        template,
        """
        Resources:
          Rides:
            Type: AWS::DynamoDB::Table
            Properties:
              TableName: !Sub ${AWS::StackName}-rides
              AttributeDefinitions: [{AttributeName: KEY, AttributeType: S}]
              KeySchema: [{AttributeName: KEY, KeyType: HASH}]
              BillingMode: PAY_PER_REQUEST
        Outputs:
          Name: {Value: !Ref Rides}
          Arn: {Value: !GetAtt Rides.Arn}
        """
            .replace("KEY", key));
    return LocalCloudConfig.of(template).onFreePorts().withOutput(new Output(false, null));
  }

  private static DynamoDbClient client(LocalCloud cloud) {
    return DynamoDbClient.builder()
        .endpointOverride(cloud.awsEndpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
