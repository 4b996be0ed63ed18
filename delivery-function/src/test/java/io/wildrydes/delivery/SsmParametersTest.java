// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.wildrydes.kit.settings.MissingParametersException;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.Resilience;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

class SsmParametersTest {
  private static final String SETTINGS = "/wild-rydes/settings";
  private static final String FAULTS = "/wild-rydes/faults";
  private static final String ENDPOINT = "/wild-rydes/delivery/endpoint";
  private static final String FRAGILE =
      """
      {"resilience":"fragile","randomSeed":"",
       "slowApi":{"failureRate":0.2,"minDelayMs":0,"maxDelayMs":2000}}
      """;

  private final SsmClient client = mock(SsmClient.class);
  private final SsmParameters parameters =
      new SsmParameters(
          client,
          DeliveryConfig.from(
              Map.of(
                  "SERVICE_NAME",
                  "delivery",
                  "SETTINGS_PARAMETER",
                  SETTINGS,
                  "FAULTS_PARAMETER",
                  FAULTS,
                  "ENDPOINT_PARAMETER",
                  ENDPOINT,
                  "API_KEY_SECRET",
                  "arn:aws:secretsmanager:us-east-1:000000000000:secret:key",
                  "AWS_REGION",
                  "us-east-1")));

  @Test
  void readsBothDocumentsWithOneCall() {
    when(client.getParameters(asking(SETTINGS, FAULTS)))
        .thenReturn(answer(parameter(FAULTS, "{}"), parameter(SETTINGS, FRAGILE)));

    assertThat(parameters.documents(Reading.FIRST).settings().resilience())
        .isEqualTo(Resilience.FRAGILE);
  }

  @Test
  void asksNoLongerThanAMomentWhenThereIsALastGoodValue() {
    when(client.getParameters(
            GetParametersRequest.builder()
                .names(SETTINGS, FAULTS)
                .overrideConfiguration(override ->
                    override
                        .apiCallTimeout(Duration.ofMillis(300))
                        .apiCallAttemptTimeout(Duration.ofMillis(300)))
                .build()))
        .thenReturn(answer(parameter(FAULTS, "{}"), parameter(SETTINGS, FRAGILE)));

    assertThat(parameters.documents(Reading.AGAIN).settings().resilience())
        .isEqualTo(Resilience.FRAGILE);
  }

  @Test
  void namesParametersThatDoNotExist() {
    when(client.getParameters(asking(SETTINGS, FAULTS)))
        .thenReturn(answer(parameter(SETTINGS, FRAGILE)));

    assertThatThrownBy(() -> parameters.documents(Reading.FIRST))
        .isInstanceOf(MissingParametersException.class)
        .hasMessage("SSM parameters missing: /wild-rydes/faults");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://abc123.execute-api.us-east-1.amazonaws.com/live/slow",
        "http://127.0.0.1:3000/partnerapi/live/slow"
      })
  void readsTheEndpoint(String value) {
    when(client.getParameters(asking(ENDPOINT))).thenReturn(answer(parameter(ENDPOINT, value)));

    assertThat(parameters.endpoint()).isEqualTo(URI.create(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"to be filled in", "partner.example/slow", "ftp://partner.example/slow"})
  void refusesWhatIsNoEndpoint(String value) {
    when(client.getParameters(asking(ENDPOINT))).thenReturn(answer(parameter(ENDPOINT, value)));

    assertThatThrownBy(parameters::endpoint)
        .isInstanceOf(MalformedEndpointException.class)
        .hasMessage(
            "SSM parameter /wild-rydes/delivery/endpoint is not an address like"
                + " https://partner.example/slow");
  }

  private static GetParametersRequest asking(String... names) {
    return GetParametersRequest.builder().names(names).build();
  }

  private static GetParametersResponse answer(Parameter... parameters) {
    return GetParametersResponse.builder().parameters(parameters).build();
  }

  private static Parameter parameter(String name, String value) {
    return Parameter.builder().name(name).value(value).build();
  }
}
