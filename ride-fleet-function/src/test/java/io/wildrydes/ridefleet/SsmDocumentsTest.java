// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.ridefleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.wildrydes.kit.settings.MissingParametersException;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.Resilience;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

class SsmDocumentsTest {
  private static final Parameter SETTINGS =
      Parameter.builder()
          .name("/wild-rydes/settings")
          .value(
              """
              {"resilience":"fragile","randomSeed":"",
               "slowApi":{"failureRate":0.2,"minDelayMs":0,"maxDelayMs":2000}}
              """)
          .build();
  private static final Parameter FAULTS =
      Parameter.builder()
          .name("/wild-rydes/faults")
          .value("{\"slow-discount\":{\"rate\":0.5}}")
          .build();

  private final SsmClient client = mock(SsmClient.class);
  private final SsmDocuments documents =
      new SsmDocuments(client, "/wild-rydes/settings", "/wild-rydes/faults");

  @Test
  void readsBothWithOneCall() {
    answer(FAULTS, SETTINGS);

    var read = documents.read(Reading.FIRST);

    assertThat(read.settings().resilience()).isEqualTo(Resilience.FRAGILE);
    assertThat(read.faults().find("slow-discount").orElseThrow().rate()).isEqualTo(0.5);
  }

  @Test
  void asksNoLongerThanAMomentWhenThereIsALastGoodValue() {
    when(client.getParameters(
            GetParametersRequest.builder()
                .names("/wild-rydes/settings", "/wild-rydes/faults")
                .overrideConfiguration(override ->
                    override
                        .apiCallTimeout(Duration.ofMillis(300))
                        .apiCallAttemptTimeout(Duration.ofMillis(300)))
                .build()))
        .thenReturn(GetParametersResponse.builder().parameters(FAULTS, SETTINGS).build());

    assertThat(documents.read(Reading.AGAIN).settings().resilience()).isEqualTo(Resilience.FRAGILE);
  }

  @Test
  void namesParametersThatDoNotExist() {
    answer(SETTINGS);

    assertThatThrownBy(() -> documents.read(Reading.FIRST))
        .isInstanceOf(MissingParametersException.class)
        .hasMessage("SSM parameters missing: /wild-rydes/faults");
  }

  private void answer(Parameter... parameters) {
    when(client.getParameters(
            GetParametersRequest.builder()
                .names("/wild-rydes/settings", "/wild-rydes/faults")
                .build()))
        .thenReturn(GetParametersResponse.builder().parameters(Arrays.asList(parameters)).build());
  }
}
