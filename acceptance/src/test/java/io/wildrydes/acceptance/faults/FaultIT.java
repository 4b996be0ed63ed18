// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.LocalOnly;
import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// The command against a local cloud, from its arguments to the stored parameter.
@LocalOnly("switches faults, which on a deployed stack are its owner's")
class FaultIT {
  private static final String TEMPLATE =
      """
      AWSTemplateFormatVersion: '2010-09-09'
      Resources:
        Faults:
          Type: AWS::SSM::Parameter
          Properties:
            Name: !Sub /${AWS::StackName}/faults
            Type: String
            Value: '{"other":{"rate":1}}'
      """;

  @TempDir Path folder;
  private LocalCloud cloud;

  @BeforeEach
  void start() throws IOException {
    var template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    cloud =
        LocalCloud.start(
            LocalCloudConfig.of(template).onFreePorts().withOutput(new Output(false, null)));
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void switchesOneFaultOnAndOffAndLeavesTheOthers() {
    int on = run("--name", "slow-discount", "--state", "on", "--rate", "0.5");
    var afterOn = stored();
    int off = run("--name", "slow-discount", "--state", "off");

    assertThat(on).isZero();
    assertThat(afterOn)
        .isEqualTo(
            "{\"other\":{\"rate\":1},\"slow-discount\":{\"rate\":0.5,\"minMs\":800,\"maxMs\":950}}");
    assertThat(off).isZero();
    assertThat(stored()).isEqualTo("{\"other\":{\"rate\":1}}");
  }

  @Test
  void changesNothingWhenItOnlyListsOrIsAskedForWhatThereIsNot() {
    assertThat(run()).isZero();
    assertThat(run("--name", "slow-promo", "--state", "on")).isEqualTo(2);
    assertThat(run("--name", "slow-discount", "--state", "maybe")).isEqualTo(2);
    assertThat(run("--name", "slow-discount", "--state", "off", "--rate", "1")).isEqualTo(2);
    assertThat(run("--state", "on")).isEqualTo(2);
    assertThat(run("--name", "broken-discount", "--state", "on", "--min-ms", "1")).isEqualTo(2);
    assertThat(run("--name", "slow-discount", "--state", "on", "--rate", "2")).isEqualTo(2);
    assertThat(run("--stack", "nobody", "--name", "slow-discount", "--state", "on")).isEqualTo(1);
    assertThat(stored()).isEqualTo("{\"other\":{\"rate\":1}}");
  }

  @Test
  void leavesADocumentAloneThatItCannotRead() {
    try (var ssm = ssm()) {
      ssm.putParameter(put ->
          put.name("/wild-rydes/faults").value("on").type(ParameterType.STRING).overwrite(true));
    }

    assertThat(run("--name", "slow-discount", "--state", "on")).isEqualTo(1);
    assertThat(stored()).isEqualTo("on");
  }

  private int run(String... arguments) {
    var all = new ArrayList<>(List.of("--endpoint", endpoint()));
    all.addAll(List.of(arguments));
    return Fault.run(all.toArray(String[]::new));
  }

  private String endpoint() {
    return cloud.awsEndpoint().toString();
  }

  private String stored() {
    try (var ssm = ssm()) {
      return ssm.getParameter(get -> get.name("/wild-rydes/faults")).parameter().value();
    }
  }

  private SsmClient ssm() {
    return AwsAccess.local(cloud.awsEndpoint()).client(SsmClient.builder());
  }
}
